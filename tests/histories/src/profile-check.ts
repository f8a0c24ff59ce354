import type { Call, History, ProfileWrite, Shown } from './history.js';

type State = Required<Pick<Shown, 'surname' | 'firstName' | 'status'>>;

interface Seen {
  readonly revision: number;
  readonly state: State;
  readonly call: Call;
}

/**
 * Checks the calls about each profile, revision by revision, in time that is linear in their number.
 *
 * A revision has one state, and one write made it. It differs from the revision before by the rule of that write. A call sees
 * no older revision than a call that had ended before it began. Between two revisions that were seen there is a write of
 * unknown outcome for each one that was not. A refused write left nothing. The stream has each revision once, in order.
 *
 * @returns what is wrong, empty when nothing is
 */
export function checkProfiles({ calls, published }: History): string[] {
  const byCustomer = new Map<number, Call[]>();
  for (const call of calls) {
    if (call.action.kind !== 'profile') continue;
    const own = byCustomer.get(call.action.customer) ?? [];
    byCustomer.set(call.action.customer, [...own, call]);
  }
  return [...byCustomer].flatMap(([customer, own]) => {
    const revisions = published.get(customer) ?? [];
    return [...faultsOf(own), ...faultsOfStream(own, revisions)].map((fault) => `customer ${customer}: ${fault}`);
  });
}

function faultsOf(calls: readonly Call[]): string[] {
  const seen = calls.flatMap(seenBy).sort((one, other) => one.revision - other.revision);
  return [...faultsOfTime(calls), ...faultsOfStates(seen), ...faultsOfWrites(calls, seen)];
}

function seenBy(call: Call): Seen[] {
  const { outcome, revision, shown } = call;
  if (outcome !== 'ok' || revision === undefined) return [];
  const { surname = '', firstName = '', status = '' } = shown ?? {};
  return [{ revision, state: { surname, firstName, status }, call }];
}

/** No call sees less than what a call saw that had ended before. */
function faultsOfTime(calls: readonly Call[]): string[] {
  const ended = calls.filter(({ revision }) => revision !== undefined).sort((one, other) => one.ended - other.ended);
  const begun = ended.toSorted((one, other) => one.invoked - other.invoked);
  const faults: string[] = [];
  let last = 0;
  let at = 0;
  for (const call of begun) {
    for (; (ended[at]?.ended ?? Number.POSITIVE_INFINITY) < call.invoked; at += 1) {
      last = Math.max(last, ended[at]?.revision ?? 0);
    }
    if ((call.revision ?? 0) < last) faults.push(`a call saw revision ${call.revision} after revision ${last}`);
  }
  return faults;
}

/** Equal revisions have equal states. */
function faultsOfStates(seen: readonly Seen[]): string[] {
  return seen.flatMap(({ revision, state }, at) => {
    const before = seen[at - 1];
    if (before?.revision !== revision || isSame(before.state, state)) return [];
    return [`revision ${revision} was seen as ${textOf(before.state)} and as ${textOf(state)}`];
  });
}

/** Each revision follows from the one before by one write. */
function faultsOfWrites(calls: readonly Call[], seen: readonly Seen[]): string[] {
  const faults: string[] = [];
  const unknown = calls.filter(({ outcome, action }) => outcome === 'unknown' && action.does !== 'read');
  const byRevision = new Map<number, Seen[]>();
  for (const one of seen) byRevision.set(one.revision, [...(byRevision.get(one.revision) ?? []), one]);
  let before: Seen | undefined;
  let unseen = 0;
  for (const [revision, all] of byRevision) {
    const [first] = all as [Seen];
    if (before !== undefined) {
      const writers = all.filter(({ call }) => isWriteOf(call, before?.state, first.state));
      // A second deactivation changes nothing and sees the same revision; each name is written by one call.
      const named = writers.filter(({ call }) => call.action.kind === 'profile' && call.action.value !== undefined);
      if (revision === before.revision + 1 && named.length > 1) faults.push(`revision ${revision} has two writes`);
      if (revision === before.revision + 1 && writers.length === 0) unseen += 1;
      if (revision > before.revision + 1) unseen += revision - before.revision - 1;
      if (revision > before.revision + 1) {
        faults.push(...unexplained({ before, after: first, writes: [...unknown, ...all.map(({ call }) => call)] }));
      } else if (writers.length === 0) {
        faults.push(...unexplained({ before, after: first, writes: unknown }));
      }
    }
    before = first;
  }
  if (unseen > unknown.length) {
    faults.push(`${unseen} revisions have no write, and ${unknown.length} writes have an unknown outcome`);
  }
  return faults;
}

interface Step {
  readonly before: Seen;
  readonly after: Seen;
  /**
   * The calls that can have written what changed: those of unknown outcome, and after a gap those that saw the later revision.
   */
  readonly writes: readonly Call[];
}

/** The fields that changed from one revision to the next and that no call wrote. */
function unexplained({ before, after, writes }: Step): string[] {
  return (['surname', 'firstName', 'status'] as const).flatMap((field) => {
    const value = after.state[field];
    if (value === before.state[field]) return [];
    const isWritten = writes.some(({ action }) => action.kind === 'profile' && writtenBy(action)[field] === value);
    return isWritten ? [] : [`revision ${after.revision} has the ${field} ${value}, which no call wrote`];
  });
}

/** The rules: the state after a write. Undefined where the write is refused. */
function after(state: State, does: ProfileWrite, value: string): State | undefined {
  if (does === 'deactivate') return { ...state, status: 'D' };
  if (does === 'restore') return state.status === 'D' ? { ...state, status: 'A' } : undefined;
  return state.status === 'D' ? undefined : { ...state, [does]: value };
}

/** Whether this call made the state from the one before. */
function isWriteOf({ action }: Call, before: State | undefined, now: State): boolean {
  if (action.kind !== 'profile' || action.does === 'read' || before === undefined) return false;
  const result = after(before, action.does, action.value ?? '');
  return result !== undefined && !isSame(result, before) && isSame(result, now);
}

function writtenBy({ does, value }: { readonly does: string; readonly value?: string }): Partial<State> {
  if (does === 'deactivate') return { status: 'D' };
  if (does === 'restore') return { status: 'A' };
  return does === 'read' || value === undefined ? {} : { [does]: value };
}

/** The stream has each revision that was seen, once, in order and without a gap. */
function faultsOfStream(calls: readonly Call[], revisions: readonly number[]): string[] {
  const last = Math.max(0, ...calls.map(({ revision = 0 }) => revision));
  const isInOrder = revisions.every((revision, at) => revision === at + 1);
  if (isInOrder && revisions.length === last) return [];
  return [`the stream has the revisions ${revisions.join(' ')}, and the last one is ${last}`];
}

const isSame = (one: State, other: State) => textOf(one) === textOf(other);
const textOf = ({ surname, firstName, status }: State) => `${firstName} ${surname} ${status}`;
