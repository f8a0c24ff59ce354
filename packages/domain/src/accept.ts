import type {
  Accepted,
  Changes,
  Decision,
  DefinitionChange,
  EcardChange,
  ProfileChange,
  WebhookChange,
} from './decision.js';
import { excessOf } from './list-limits.js';
import type { Profile } from './profile.js';
import { same } from './same.js';

/**
 * Accepts a command, with what it writes. What stays the same is left out [NOOP-1], and so is a profile of which nothing
 * is left; such a profile must not change before the others are written. Rejected (629) if a list of a profile grows beyond its limit [LIMIT-1].
 */
export function accept(changes: Changes): Decision {
  for (const { before, after } of changes.profiles) {
    const excess = after && excessOf(after, before);
    if (excess) return excess;
  }
  const ecards = changes.ecards?.filter(isChange);
  const definitions = changes.definitions?.filter(isChange);
  const webhooks = changes.webhooks?.filter(isChange);
  const results = changes.profiles.map((change) => ({ before: change.before, change: effective(change, ecards) }));
  const profiles = results.flatMap(({ change }) => change ?? []);
  const checked = results.flatMap(({ before, change }) => (change === undefined && before ? before : []));
  return acceptAsIs({
    profiles,
    ...(profiles.length > 0 && checked.length > 0 && { checked }),
    ...(ecards !== undefined && { ecards }),
    ...(definitions !== undefined && definitions.length > 0 && { definitions }),
    ...(webhooks !== undefined && webhooks.length > 0 && { webhooks }),
  });
}

/** Accepts without a comparison, for profiles that are created or removed as a whole. */
export function acceptAsIs(changes: Changes): Accepted {
  return { outcome: 'accepted', changes };
}

/** Accepts without a write: the requested state is the current one. */
export const unchanged: Accepted = acceptAsIs({ profiles: [] });

/** Every write sets these. Alone they are no change: another actor or channel changes nothing [NOOP-1]. */
const STAMPS: ReadonlySet<string> = new Set(['revision', 'changedAt', 'changedBy', 'changedByChannel']);
const VERSIONS: ReadonlySet<string> = new Set(['version', 'changedAt']);
const CHANGED_AT: ReadonlySet<string> = new Set(['changedAt']);

function isChange({ before, after }: EcardChange | DefinitionChange | WebhookChange): boolean {
  return !same(before, after, VERSIONS);
}

/** The change with untouched list entries as they were; undefined if nothing changes. */
function effective(change: ProfileChange, ecards: readonly EcardChange[] = []): ProfileChange | undefined {
  const { before, after, alsoChanged } = change;
  if (before === undefined || after === undefined) return change;
  const result = before === after ? after : withTakenFields(withEarlierEntries(after, before), before);
  const cards = cardsChange(before.customerNumber, ecards) && !alsoChanged?.includes('ecardOwnerships');
  if (!cards && alsoChanged === undefined && (before === result || same(before, result, STAMPS))) return undefined;
  return {
    ...change,
    after: result,
    ...(cards && { alsoChanged: [...(alsoChanged ?? []), 'ecardOwnerships'] }),
  };
}

function cardsChange(customerNumber: number, ecards: readonly EcardChange[]): boolean {
  return ecards.some(
    ({ before, after }) => before?.customerNumber === customerNumber || after?.customerNumber === customerNumber,
  );
}

const LISTS = ['postalAddresses', 'customerAccounts', 'preferences', 'personnelTickets', 'notes'] as const;

/** The profile with each rewritten entry that says the same as before replaced by the entry it was before. */
function withEarlierEntries(after: Profile, before: Profile): Profile {
  let result = after;
  for (const list of LISTS) {
    if (after[list] === before[list]) continue;
    const earlier: readonly unknown[] = before[list];
    const entries = after[list].map((entry, index) =>
      same(entry, earlier[index], CHANGED_AT) ? earlier[index] : entry,
    );
    result = { ...result, [list]: entries };
  }
  return result;
}

/** The profile without a record of where a value came from, for each value that this change replaces. */
function withTakenFields(after: Profile, before: Profile): Profile {
  const { takenFrom } = before;
  // A merge or unmerge sets the record itself. A deactivation moves the email and a restore moves it back.
  const moves = after.status === 'D' || before.status === 'D';
  if (takenFrom === undefined || takenFrom !== after.takenFrom || moves) return after;
  const kept = Object.entries(takenFrom).filter(([field]) => fieldOf(after, field) === fieldOf(before, field));
  const { takenFrom: _all, ...rest } = after;
  return kept.length === 0 ? rest : { ...rest, takenFrom: Object.fromEntries(kept) };
}

function fieldOf(profile: Profile, field: string): unknown {
  return (profile as unknown as Record<string, unknown>)[field];
}
