import { type Rejected, Rejection, reject } from './decision.js';
import type { Profile } from './profile.js';

/** [LIMIT-1] The most entries that each list of one profile can have (contract, section 1). */
export const LIST_LIMITS = {
  postalAddresses: 100,
  customerAccounts: 100,
  notes: 500,
  personnelTickets: 500,
  preferences: 500,
  /** Profiles merged into it. */
  relatedCustomerNumbers: 1_000,
} as const;

/** [LIMIT-1] The most current e-cards of one profile. Ended ownerships do not count. */
export const MAX_CURRENT_ECARDS = 500;

type LimitedList = keyof typeof LIST_LIMITS;
const LIMITED_LISTS = Object.keys(LIST_LIMITS) as LimitedList[];

/**
 * [LIMIT-1] Rejects a profile with a list that has grown beyond its limit. A list that was too long before may stay so, and
 * may shrink.
 */
export function excessOf(after: Profile, before?: Profile): Rejected | undefined {
  const tooLong = LIMITED_LISTS.filter(
    (list) => after[list].length > LIST_LIMITS[list] && after[list].length > (before?.[list].length ?? 0),
  );
  return rejectionOf(tooLong.map((list) => ({ list, count: after[list].length, max: LIST_LIMITS[list] })));
}

/** [LIMIT-1] Rejects further current e-cards beyond the limit. */
export function excessOfEcards(current: number, added: number): Rejected | undefined {
  const count = current + added;
  if (added === 0 || count <= MAX_CURRENT_ECARDS) return undefined;
  return rejectionOf([{ list: 'ecardOwnerships', count, max: MAX_CURRENT_ECARDS }]);
}

interface Excess {
  readonly list: string;
  readonly count: number;
  readonly max: number;
}

function rejectionOf(excesses: readonly Excess[]): Rejected | undefined {
  const errors = excesses.map(({ list, count, max }) => ({
    path: list,
    message: `The profile would have ${count} entries in ${list}; at most ${max} are allowed. Remove some first.`,
  }));
  const [first] = errors;
  if (first === undefined) return undefined;
  return reject(Rejection.TooMany, { message: errors.map(({ message }) => message).join(' '), errors });
}
