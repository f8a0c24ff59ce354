import { accept, type Decision, type EcardChange, Rejection, reject } from './decision.js';
import type { EcardFields, EcardOwnership } from './ecard.js';
import { cardsChanged, refusalOfOwner } from './ecard-ownership.js';
import type { Instant } from './instant.js';
import { without } from './patch.js';
import type { Profile } from './profile.js';

/** A request to update a card, which transfers it when another profile owns it now. */
export interface UpdateEcard {
  /** The profile that owns the card afterwards. */
  readonly owner: Profile;
  /** The profile that owns it now, when that is another one. */
  readonly previousOwner: Profile | undefined;
  readonly fields: EcardFields;
  readonly current: EcardOwnership | undefined;
  readonly now: Instant;
}

/**
 * The e-card transfer: an update moves a card to the profile that it names.
 *
 * [CARD-2] The current ownership moves to the new owner, unless it is there already, and all its fields are
 * overwritten: fields that were not sent are cleared. [CARD-3] A card of another organisation is as unknown (617) as a
 * card without an owner. [CARD-4] The new owner must be active. Both owners change, so both get an event.
 */
export function decideUpdateEcard({ owner, previousOwner, fields, current, now }: UpdateEcard): Decision {
  if (current === undefined || current.organisationId !== owner.organisationId) return reject(Rejection.NotFound);
  const moves = current.customerNumber !== owner.customerNumber;
  const refusal = moves ? refusalOfOwner(owner) : undefined;
  if (refusal) return refusal;
  const ownership: EcardOwnership = {
    ...without(current, 'endOfOwnership', 'ecardName', 'bookingDate', 'shippingDate', 'expirationDate'),
    ...fields,
    customerNumber: owner.customerNumber,
    changedAt: now,
    version: current.version + 1,
  };
  const profiles =
    moves && previousOwner !== undefined
      ? [cardsChanged(previousOwner, owner), cardsChanged(owner, previousOwner)]
      : [cardsChanged(owner)];
  return accept({ profiles, ecards: [{ before: current, after: ownership }] });
}

/** Transfers ownerships to another customer of the organisation, as a merge does. Their other fields stay. */
export function handedOver(ecards: readonly EcardOwnership[], customerNumber: number, now: Instant): EcardChange[] {
  return ecards.map((before) => ({
    before,
    after: { ...before, customerNumber, changedAt: now, version: before.version + 1 },
  }));
}
