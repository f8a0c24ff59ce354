import { accept } from './accept.js';
import { type Decision, type EcardChange, Rejection, reject } from './decision.js';
import type { EcardFields, EcardOwnership } from './ecard.js';
import { cardsChanged, refusalOfOwner } from './ecard-ownership.js';
import type { Instant } from './instant.js';
import { excessOfEcards } from './list-limits.js';
import type { Move } from './moved-items.js';
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
  /** The number of current cards of the owner. Needed if the card moves. */
  readonly currentEcards?: number;
  readonly now: Instant;
}

/**
 * The e-card transfer: an update moves a card to the profile that it names.
 *
 * [CARD-2] The current ownership moves to the new owner, unless it is there already, and all its fields are
 * overwritten: fields that were not sent are cleared. [CARD-3] A card of another organisation is as unknown (617) as a
 * card without an owner. [CARD-4] The new owner must be active. Both owners change, so both get an event.
 */
export function decideUpdateEcard(command: UpdateEcard): Decision {
  const { owner, previousOwner, fields, current, now } = command;
  if (current === undefined || current.organisationId !== owner.organisationId) return reject(Rejection.NotFound);
  const moves = current.customerNumber !== owner.customerNumber;
  const gained = fields.endOfOwnership === undefined ? 1 : 0;
  const refusal = moves ? (refusalOfOwner(owner) ?? excessOfEcards(command.currentEcards ?? 0, gained)) : undefined;
  if (refusal) return refusal;
  const ownership: EcardOwnership = {
    ...without(moves ? without(current, 'mergedFrom') : current, ...OPTIONAL_FIELDS),
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

const OPTIONAL_FIELDS = ['endOfOwnership', 'ecardName', 'bookingDate', 'shippingDate', 'expirationDate'] as const;

/** The ownerships that a merge or unmerge transfers to another customer of the organisation. */
export interface Handover {
  readonly ecards: readonly EcardOwnership[];
  readonly move: Move;
  readonly customerNumber: number;
  readonly now: Instant;
}

/** Transfers ownerships to another customer of the organisation. Their fields stay. */
export function handedOver({ ecards, move, customerNumber, now }: Handover): EcardChange[] {
  return ecards.map((before) => ({
    before,
    after: { ...move(before), customerNumber, changedAt: now, version: before.version + 1 },
  }));
}
