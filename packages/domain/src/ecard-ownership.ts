import {
  accept,
  type Decision,
  type EcardChange,
  type ProfileChange,
  type Rejected,
  Rejection,
  reject,
} from './decision.js';
import { type EcardFields, type EcardOwnership, sixteenDigits } from './ecard.js';
import type { Instant } from './instant.js';
import { without } from './patch.js';
import type { Profile } from './profile.js';

export interface AddEcard {
  readonly owner: Profile;
  readonly fields: EcardFields;
  /** Whether any customer of any organisation holds the card now. */
  readonly isHeld: boolean;
  readonly id: string;
  readonly now: Instant;
}

export interface UpdateEcard {
  /** The profile that owns the card afterwards. */
  readonly owner: Profile;
  /** The profile that owns it now, when that is another one. */
  readonly previousOwner: Profile | undefined;
  readonly fields: EcardFields;
  readonly current: EcardOwnership | undefined;
  readonly now: Instant;
}

/** [CARD-1] Registers a card that has no current owner. A card with one is refused, without naming the owner. */
export function decideAddEcard({ owner, fields, isHeld, id, now }: AddEcard): Decision {
  const refusal = refusalOfOwner(owner);
  if (refusal) return refusal;
  if (isHeld) return reject(Rejection.EcardTaken);
  const ownership: EcardOwnership = {
    ...fields,
    id,
    customerNumber: owner.customerNumber,
    organisationId: owner.organisationId,
    ecardNumber16digits: sixteenDigits(fields.ecardOperator, fields.ecardNumber),
    createdAt: now,
    changedAt: now,
    version: 1,
  };
  return accept({ profiles: [cardsChanged(owner)], ecards: [{ after: ownership }] });
}

/**
 * The rule of e-card ownership transfer. [CARD-2] The card's current ownership moves to the owner named, if it is not
 * there already, and all its fields are overwritten: those that were not sent are cleared. [CARD-3] A card of another
 * organisation is as unknown as one nobody owns. [CARD-4] The new owner must be active.
 * Both owners change, so both get an event.
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

/** Ownerships as they pass to another customer of the organisation: nothing else of them changes. */
export function handedOver(ecards: readonly EcardOwnership[], customerNumber: number, now: Instant): EcardChange[] {
  return ecards.map((before) => ({
    before,
    after: { ...before, customerNumber, changedAt: now, version: before.version + 1 },
  }));
}

/** Of a customer's ownerships of one card the current one, else the one that ended last. */
export function latestOwnership(
  ownerships: readonly EcardOwnership[],
  { ecardOperator, ecardNumber }: Pick<EcardOwnership, 'ecardOperator' | 'ecardNumber'>,
): EcardOwnership | undefined {
  const ofCard = ownerships.filter((one) => one.ecardOperator === ecardOperator && one.ecardNumber === ecardNumber);
  const current = ofCard.find((one) => one.endOfOwnership === undefined);
  return current ?? ofCard.sort((a, b) => (a.endOfOwnership ?? '').localeCompare(b.endOfOwnership ?? '')).at(-1);
}

/** [CARD-4] */
function refusalOfOwner(owner: Profile): Rejected | undefined {
  if (owner.status === 'D') return reject(Rejection.NotFound);
  if (owner.status === 'A') return undefined;
  return reject(Rejection.MergeRefused, { message: 'The profile is passive; a card needs an active owner.' });
}

function cardsChanged(profile: Profile, other?: Profile): ProfileChange {
  return {
    before: profile,
    after: profile,
    alsoChanged: ['ecardOwnerships'],
    ...(other !== undefined && { relatedCustomerNumber: other.customerNumber }),
  };
}
