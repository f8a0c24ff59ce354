import { accept } from './accept.js';
import { type Decision, type ProfileChange, type Rejected, Rejection, reject } from './decision.js';
import { type EcardFields, type EcardOwnership, sixteenDigits } from './ecard.js';
import type { Instant } from './instant.js';
import { excessOfEcards } from './list-limits.js';
import type { Profile } from './profile.js';

/** A request to add a card to a profile. */
export interface AddEcard {
  readonly owner: Profile;
  readonly fields: EcardFields;
  /** Whether any customer of any organisation holds the card now. */
  readonly isHeld: boolean;
  /** How many current cards the owner has. */
  readonly currentEcards: number;
  readonly id: string;
  readonly now: Instant;
}

/** [CARD-1] Registers a card that has no current owner. A card with one is refused, without naming the owner. */
export function decideAddEcard({ owner, fields, isHeld, currentEcards, id, now }: AddEcard): Decision {
  const refusal = refusalOfOwner(owner);
  if (refusal) return refusal;
  if (isHeld) return reject(Rejection.EcardTaken);
  const excess = excessOfEcards(currentEcards, fields.endOfOwnership === undefined ? 1 : 0);
  if (excess) return excess;
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

/** The ownerships among these that are current. */
export function currentAmong(ecards: readonly EcardOwnership[]): EcardOwnership[] {
  return ecards.filter(({ endOfOwnership }) => endOfOwnership === undefined);
}

/** A customer's current ownership of one card, otherwise the one that ended last. */
export function latestOwnership(
  ownerships: readonly EcardOwnership[],
  { ecardOperator, ecardNumber }: Pick<EcardOwnership, 'ecardOperator' | 'ecardNumber'>,
): EcardOwnership | undefined {
  const ofCard = ownerships.filter((one) => one.ecardOperator === ecardOperator && one.ecardNumber === ecardNumber);
  const current = ofCard.find((one) => one.endOfOwnership === undefined);
  return current ?? ofCard.sort((a, b) => (a.endOfOwnership ?? '').localeCompare(b.endOfOwnership ?? '')).at(-1);
}

/** [CARD-4] Refuses an owner who is not active. */
export function refusalOfOwner(owner: Profile): Rejected | undefined {
  if (owner.status === 'D') return reject(Rejection.NotFound);
  if (owner.status === 'A') return undefined;
  return reject(Rejection.MergeRefused, { message: 'The profile is passive; a card needs an active owner.' });
}

/** The change that a profile has with each change of its cards; `other` is the other party of a transfer. */
export function cardsChanged(profile: Profile, other?: Profile): ProfileChange {
  return {
    before: profile,
    after: profile,
    ...(other !== undefined && { relatedCustomerNumber: other.customerNumber }),
  };
}
