import { accept, type Changes, type Decision, type Rejected, Rejection, reject } from './decision.js';
import type { EcardOwnership } from './ecard.js';
import { handedOver } from './ecard-transfer.js';
import type { Instant } from './instant.js';
import { without } from './patch.js';
import type { MergeRecord, Profile } from './profile.js';
import { isMerged, relatedAfterUnmerge, survivorNumberOf } from './redirection.js';

export interface UnmergeProfiles {
  /** The profile that was merged away. */
  readonly source: Profile;
  /** The profile it is parted from; one that may be written to (see `refusalOfWrite`). */
  readonly target: Profile;
  /** Every ownership the target has, ended ones too. */
  readonly targetEcards: readonly EcardOwnership[];
  readonly now: Instant;
}

/**
 * [UNMERGE-1] Undoes a merge or a connect: the source is active again, answers to its own number and to those merged
 * into it, and gets back what the merge moved and the target still has, as it is by now. What is with somebody else
 * by now stays there. Only the merge into this very target is undone: a source that was never merged into it is
 * unknown here (617), and of merges in a row the last one goes first (601). Whether another customer, or the target,
 * took the email, username or vippsId of the source meanwhile, the write tells.
 */
export function decideUnmerge(command: UnmergeProfiles): Decision {
  const { source, target } = command;
  const { mergeRecord } = source;
  if (mergeRecord?.target !== target.customerNumber) return refusalOfSource(source, target);
  return accept(parting(command, mergeRecord));
}

function refusalOfSource(source: Profile, target: Profile): Rejected {
  if (!isMerged(source) || !survivorNumberOf(target, source.customerNumber)) return reject(Rejection.NotFound);
  return reject(Rejection.MergeRefused, {
    message: `Profile ${source.customerNumber} was merged into ${source.parentId}, which was merged itself; undo the merge of ${source.parentId} first.`,
  });
}

/** What is written when a source and its target part. */
function parting({ source, target, targetEcards, now }: UnmergeProfiles, moved: MergeRecord): Changes {
  const accounts = parted(target.customerAccounts, moved.customerAccounts, ({ accountId }) => accountId);
  const tickets = parted(target.personnelTickets, moved.personnelTickets, ({ id }) => id);
  const notes = parted(target.notes, moved.notes, ({ id }) => id);
  const preferences = parted(target.preferences, moved.preferences, ({ preferenceId }) => preferenceId);
  const ecards = parted(targetEcards, moved.ecards, ({ id }) => id).back;
  const targetAfter: Profile = {
    ...target,
    customerAccounts: accounts.stays,
    personnelTickets: tickets.stays,
    notes: notes.stays,
    preferences: preferences.stays,
    relatedCustomerNumbers: relatedAfterUnmerge(source, target),
  };
  const sourceAfter: Profile = {
    ...without(source, 'parentId', 'mergeRecord'),
    status: 'A',
    customerAccounts: accounts.back,
    personnelTickets: tickets.back,
    notes: notes.back,
    // Those that both had never moved.
    preferences: [...source.preferences, ...preferences.back],
  };
  const alsoChanged = ecards.length > 0 ? { alsoChanged: ['ecardOwnerships'] } : {};
  return {
    // The target gives up the customer accounts before the source takes them back.
    profiles: [
      { before: target, after: targetAfter, relatedCustomerNumber: source.customerNumber, ...alsoChanged },
      { before: source, after: sourceAfter, relatedCustomerNumber: target.customerNumber, ...alsoChanged },
    ],
    ecards: handedOver(ecards, source.customerNumber, now),
  };
}

/** What the target has, parted by whether the merge brought it. */
function parted<T, K>(held: readonly T[], brought: readonly K[], idOf: (one: T) => K) {
  const ids = new Set(brought);
  return { back: held.filter((one) => ids.has(idOf(one))), stays: held.filter((one) => !ids.has(idOf(one))) };
}
