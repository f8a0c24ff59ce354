import type { Call, History } from './history.js';

/** A violation that is planted into a recorded history, and what has to find it. */
export interface Planted {
  readonly name: string;
  readonly finder: 'keys' | 'profiles';
  /** The changed history; undefined if the history has no place for it. */
  plant(history: History): History | undefined;
}

type Change = (call: Call, history: History) => Call | undefined;

/** Changes the first call that the function changes. */
function changing(name: string, finder: Planted['finder'], change: Change): Planted {
  return {
    name,
    finder,
    plant(history) {
      for (const [at, call] of history.calls.entries()) {
        const changed = change(call, history);
        if (changed !== undefined) return { ...history, calls: history.calls.with(at, changed) };
      }
      return undefined;
    },
  };
}

/**
 * Adds a call that takes a held key, as another customer, after the last read of a stretch. Nothing runs then, so that no
 * other call can explain it.
 */
function taking(name: string, action: Pick<Call['action'], 'kind' | 'does'>): Planted {
  return {
    name,
    finder: 'keys',
    plant(history) {
      const isLast = ({ action: { key }, stretch, ended }: Call) =>
        history.calls.every((one) => one.action.key !== key || one.stretch !== stretch || one.ended <= ended);
      const unknownBeside = ({ action: { key }, stretch }: Call) =>
        history.calls.filter((one) => one.action.key === key && one.stretch === stretch && one.outcome === 'unknown')
          .length;
      // The checker tries every order of the calls whose outcome is unknown: with many of them it ends without a result.
      const [last] = history.calls
        .filter((call) => isRead(call, action.kind) && (call.shown?.holder ?? '') !== '' && isLast(call))
        .sort((one, other) => unknownBeside(one) - unknownBeside(other));
      if (last === undefined) return undefined;
      const taken = { ...last.action, ...action, customer: Number(UNKNOWN_CUSTOMER) } as Call['action'];
      const call = {
        ...last,
        action: taken,
        invoked: last.ended + 1,
        ended: last.ended + 2,
        shown: { holder: UNKNOWN_CUSTOMER },
      };
      return { ...history, calls: [...history.calls, call] };
    },
  };
}

const isRead = ({ action, outcome }: Call, kind: string) =>
  action.kind === kind && action.does === 'read' && outcome === 'ok';
const isDone = ({ action, outcome }: Call, kind: string, does: string) =>
  action.kind === kind && action.does === does && outcome === 'ok';
const UNKNOWN_CUSTOMER = '4242';

export const PLANTED: readonly Planted[] = [
  ...['email', 'card', 'survivor'].map((kind) =>
    changing(`a read of a ${kind} shows a customer that never had it`, 'keys', (call) =>
      isRead(call, kind) ? { ...call, shown: { holder: UNKNOWN_CUSTOMER } } : undefined,
    ),
  ),
  taking('an email that is held is taken by another customer', { kind: 'email', does: 'set' }),
  taking('a card that is held is added', { kind: 'card', does: 'add' }),
  {
    name: 'a merge that was acknowledged is lost',
    finder: 'keys',
    plant(history) {
      // Neither the merge nor its undoing is seen by any later read of the stretch.
      const merge = history.calls.find((call) => isDone(call, 'survivor', 'merge'));
      if (merge === undefined) return undefined;
      const isLater = (call: Call) => call.action.key === merge.action.key && call.stretch === merge.stretch;
      const calls = history.calls
        .filter((call) => !isLater(call) || call === merge || isRead(call, 'survivor'))
        .map((call) => (isLater(call) && isRead(call, 'survivor') ? { ...call, shown: { holder: '' } } : call));
      return { ...history, calls };
    },
  },
  changing('a read of a profile shows an older revision', 'profiles', (call, { calls }) =>
    isRead(call, 'profile') && (call.revision ?? 0) > 2 && calls.some((one) => isSeenBefore(one, call))
      ? { ...call, revision: 1 }
      : undefined,
  ),
  changing('a profile has a name that no call wrote', 'profiles', (call) =>
    isRead(call, 'profile') && (call.revision ?? 0) > 1
      ? { ...call, shown: { ...call.shown, surname: 'Unwritten' } }
      : undefined,
  ),
  changing('two writes have one revision', 'profiles', (call, { calls }) => {
    if (!isDone(call, 'profile', 'surname')) return undefined;
    const other = calls.find((one) => one !== call && isDone(one, 'profile', 'surname') && isSameKey(one, call));
    return other === undefined ? undefined : { ...call, revision: other.revision ?? 0 };
  }),
  {
    name: 'an event is in the stream twice',
    finder: 'profiles',
    plant: (history) => withStream(history, (revisions) => [...revisions, revisions.at(-1) ?? 1]),
  },
  {
    name: 'an event is missing from the stream',
    finder: 'profiles',
    plant: (history) => withStream(history, (revisions) => revisions.slice(1)),
  },
];

function withStream(history: History, change: (revisions: readonly number[]) => number[]): History | undefined {
  const customer = history.calls.find(({ action }) => action.kind === 'profile')?.action.customer;
  const revisions = customer === undefined ? undefined : history.published.get(customer);
  if (customer === undefined || revisions === undefined) return undefined;
  return { ...history, published: new Map(history.published).set(customer, change(revisions)) };
}

const isSameKey = (one: Call, other: Call) => one.action.key === other.action.key;

function isSeenBefore(one: Call, call: Call): boolean {
  return isSameKey(one, call) && one.ended < call.invoked && (one.revision ?? 0) > 1;
}
