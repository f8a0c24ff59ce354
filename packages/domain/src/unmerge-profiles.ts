import { accept } from './accept.js';
import { type Changes, type Decision, type Rejected, Rejection, reject } from './decision.js';
import type { EcardOwnership } from './ecard.js';
import { handedOver } from './ecard-transfer.js';
import type { Instant } from './instant.js';
import { movingBackTo } from './moved-items.js';
import { without } from './patch.js';
import { entryIdOf } from './preferences.js';
import type { CustomerPreference, MergeRecord, Profile } from './profile.js';
import { isMerged, relatedAfterUnmerge, survivorNumberOf } from './redirection.js';
import { withOwnValues } from './take-fields.js';

export interface UnmergeProfiles {
  /** The profile that was merged away. */
  readonly source: Profile;
  /** The profile it is separated from; one that may be written to (see `refusalOfWrite`). */
  readonly target: Profile;
  /** Every ownership of the target, ended ones included. */
  readonly targetEcards: readonly EcardOwnership[];
  readonly now: Instant;
}

/**
 * [UNMERGE-1] Undoes a merge or a connect. The source is active again, is found by its own number and by those merged into
 * it, and gets back the items that the merge moved and that the target still has, by identity: an item that the target
 * deleted and created again is the target's own. Both get back the values that the merge changed, unless they were changed
 * since. Only the merge into this target is undone: a source that was never merged is unknown here (617), one that was merged
 * into another profile is refused (601), and of successive merges the last one is undone first (601). The write refuses (613) if a key that either profile gets back is
 * taken.
 */
export function decideUnmerge(command: UnmergeProfiles): Decision {
  const { source, target } = command;
  const { mergeRecord } = source;
  if (mergeRecord?.target !== target.customerNumber) return refusalOfSource(source, target);
  return accept(parting(command, mergeRecord));
}

function refusalOfSource(source: Profile, target: Profile): Rejected {
  if (!isMerged(source)) return reject(Rejection.NotFound);
  return reject(Rejection.MergeRefused, {
    message: survivorNumberOf(target, source.customerNumber)
      ? `Profile ${source.customerNumber} was merged into ${source.parentId}, which was merged itself; undo the merge of ${source.parentId} first.`
      : `Profile ${source.customerNumber} was merged into ${source.parentId}.`,
  });
}

/** The changes that separate a source from its target. */
function parting({ source, target, targetEcards, now }: UnmergeProfiles, moved: MergeRecord): Changes {
  const accounts = parted(target.customerAccounts, moved.customerAccounts, ({ accountId }) => accountId);
  const tickets = parted(target.personnelTickets, moved.personnelTickets, ({ id }) => id);
  const notes = parted(target.notes, moved.notes, ({ id }) => id);
  const preferences = parted(target.preferences, preferenceIdsOf(moved), identityOf(moved));
  const ecards = parted(targetEcards, moved.ecards, ({ id }) => id).back;
  const { customerNumber } = source;
  const move = movingBackTo(customerNumber);
  const targetAfter: Profile = {
    ...withOwnValues(source, target, moved),
    customerAccounts: accounts.stays,
    personnelTickets: tickets.stays,
    notes: notes.stays,
    preferences: preferences.stays,
    relatedCustomerNumbers: relatedAfterUnmerge(source, target),
  };
  const sourceAfter: Profile = {
    ...without(source, 'parentId', 'mergeRecord'),
    status: 'A',
    customerAccounts: accounts.back.map(move),
    personnelTickets: tickets.back.map(move),
    notes: notes.back.map(move),
    // Those that both profiles had were not moved.
    preferences: [...source.preferences, ...preferences.back.map(move)],
  };
  return {
    // The target gives up its unique keys before the source takes them back.
    profiles: [
      { before: target, after: targetAfter, relatedCustomerNumber: customerNumber, movedFrom: customerNumber },
      { before: source, after: sourceAfter, relatedCustomerNumber: target.customerNumber },
    ],
    ecards: handedOver({ ecards, move, customerNumber, now }),
  };
}

/** The identities of the preferences that a merge moved. Records of earlier versions know the ids of definitions only. */
function preferenceIdsOf({ preferences, preferenceEntryIds }: MergeRecord): readonly string[] {
  return preferences.map((id, index) => `${id} ${preferenceEntryIds?.[index] ?? ''}`);
}

function identityOf({ preferenceEntryIds }: MergeRecord): (preference: CustomerPreference) => string {
  return (preference) => `${preference.preferenceId} ${preferenceEntryIds === undefined ? '' : entryIdOf(preference)}`;
}

/** The items of the target, divided into those that the merge moved and the target's own. */
function parted<T, K>(held: readonly T[], brought: readonly K[], idOf: (one: T) => K) {
  const ids = new Set(brought);
  return { back: held.filter((one) => ids.has(idOf(one))), stays: held.filter((one) => !ids.has(idOf(one))) };
}
