import { setTimeout } from 'node:timers/promises';
import { Random } from '@profiles/simulation/random';
import { type Api, call, send } from './api.js';
import type { Action, Call, Failure, History } from './history.js';
import type { World } from './world.js';

const GROUPS = 4;
/** Porcupine's search grows with the callers that run beside each other. */
const CALLERS_PER_KEY = 3;
/** The longest pause of a caller between two calls. */
const PAUSE_MILLIS = 40;
/** A write of unknown outcome has happened by then, or never will: longer than a call of the service lasts. */
const SETTLE_MILLIS = 6_000;

interface Options {
  readonly seed: number;
  readonly stretches: number;
  /** The duration of one stretch, in milliseconds. */
  readonly stretchMillis: number;
}

interface Group {
  /** The API of the processes in turn. */
  readonly nextApi: () => Api;
  /** A new action about the keys of the group. */
  readonly next: (random: Random) => Action;
  /** Reads of all keys. */
  readonly reads: readonly Action[];
}

/** Records what concurrent callers see while processes, network and broker fail. */
export async function record(world: World, { seed, stretches, stretchMillis }: Options): Promise<History> {
  const random = new Random(seed);
  const calls: Call[] = [];
  const failures: Failure[] = [];
  const groups = await Promise.all(Array.from({ length: GROUPS }, (_, at) => groupOf(world, at + 1, seed)));

  async function recorded({ nextApi }: Group, of: Pick<Call, 'action' | 'caller' | 'stretch'>): Promise<void> {
    const api = nextApi();
    const invoked = now();
    const response = await call(api, of.action);
    calls.push({ ...of, url: api.url, invoked, ended: now(), ...response });
  }

  /** Without failures: what each key is. */
  async function readAll(stretch: number): Promise<void> {
    for (const group of groups) for (const action of group.reads) await recorded(group, { action, caller: 0, stretch });
  }

  for (let stretch = 1; stretch <= stretches; stretch += 1) {
    await readAll(stretch);
    const end = performance.now() + stretchMillis;
    const callers = groups.flatMap((group, at) =>
      Array.from({ length: CALLERS_PER_KEY }, async (_, one) => {
        const own = new Random(seed * 1_000 + stretch * 100 + at * 10 + one);
        while (performance.now() < end) {
          await recorded(group, { action: group.next(own), caller: one + 1, stretch });
          await setTimeout(own.below(PAUSE_MILLIS));
        }
      }),
    );
    await Promise.all([...callers, causeFailures(world, { random, end, failures })]);
    await world.quiet();
    const isSettled = calls.every((one) => one.stretch !== stretch || one.outcome !== 'unknown');
    if (!isSettled) await setTimeout(SETTLE_MILLIS);
    const cut = now();
    // A write of unknown outcome ends with its stretch.
    for (const [at, one] of calls.entries()) {
      if (one.stretch === stretch && one.outcome === 'unknown') calls[at] = { ...one, ended: cut };
    }
    await readAll(stretch);
  }
  await world.quiet();
  return { seed, calls, failures, published: await world.published() };
}

interface Failing {
  readonly random: Random;
  readonly end: number;
  readonly failures: Failure[];
}

/** Causes one failure after the other. All have ended when this ends. */
async function causeFailures(world: World, { random, end, failures }: Failing): Promise<void> {
  const kinds: Record<string, () => Promise<void>> = {
    'kill -9 of a process': () => world.crash(random.below(2)),
    'SIGSTOP of a process': () => world.suspend(random.below(2), 500 + random.below(2_500)),
    'database cut off': () =>
      during(
        () => world.database.cut(),
        () => world.database.resume(),
        200,
      ),
    'responses of the database lost': () =>
      during(
        () => world.database.holdResponses(),
        () => world.database.cut(),
        150,
      ).then(() => world.database.resume()),
    'database hangs': () =>
      during(
        () => world.database.hang(),
        () => world.database.resume(),
        1_500,
      ),
    'broker cut off': () =>
      during(
        () => world.broker.cut(),
        () => world.broker.resume(),
        800,
      ),
    'kill -9 of the broker': () => world.crashBroker(),
  };
  while (performance.now() < end) {
    await setTimeout(800 + random.below(1_200));
    const kind = oneOf(random, Object.keys(kinds));
    const began = now();
    await kinds[kind]?.();
    failures.push({ kind, began, ended: now() });
  }
}

async function during(begin: () => void, end: () => void, millis: number): Promise<void> {
  begin();
  await setTimeout(millis);
  end();
}

function oneOf<T>(random: Random, values: readonly T[]): T {
  return random.pick(values) as T;
}

const now = () => Math.round(performance.now() * 1_000_000);

/** An organisation with customers, and the keys that its callers compete for. */
async function groupOf(world: World, at: number, seed: number): Promise<Group> {
  const organisationId = 100 + at;
  const token = await world.token(organisationId);
  let turn = 0;
  const nextApi = (): Api => {
    turn += 1;
    return { organisationId, token, url: world.urls[turn % world.urls.length] ?? '' };
  };
  const created = async (fields: object = {}) => {
    const body = {
      organisationId,
      firstName: 'Kari',
      surname: 'Nordmann',
      createdBy: 'w',
      createdByChannel: 'w',
      ...fields,
    };
    const { status, json } = await send(nextApi(), { method: 'POST', path: '/profiles', body });
    if (json.customerNumber === undefined) throw new Error(`A customer was not created: ${status} ${json.errorCode}`);
    return json.customerNumber;
  };
  const [one, two, three] = [await created(), await created(), await created()];
  const source = await created({ profileType: 'P' });
  const written = await created();
  const targets = [
    await created({ email: `one-${at}-${seed}@example.no` }),
    await created({ email: `two-${at}-${seed}@example.no` }),
  ];
  const email = `shared-${at}-${seed}@example.no`;
  const card = String(1_000_000_000 + (seed % 1_000_000) * 100 + at);
  const key = String(source);
  let values = 0;
  const actions: ((random: Random) => Action)[] = [
    (random) => ({
      ...{ kind: 'email', key: email, customer: oneOf(random, [one, two, three]) },
      does: oneOf(random, ['set', 'set', 'clear', 'read'] as const),
    }),
    (random) => ({
      ...{ kind: 'card', key: card, customer: oneOf(random, [one, two, three]) },
      does: oneOf(random, ['add', 'move', 'end', 'read'] as const),
    }),
    (random) => {
      const does = oneOf(random, ['merge', 'unmerge', 'read'] as const);
      return { kind: 'survivor', key, does, customer: does === 'read' ? source : oneOf(random, targets) };
    },
    (random) => {
      const does = oneOf(random, ['surname', 'surname', 'firstName', 'read', 'deactivate', 'restore'] as const);
      const shared = { kind: 'profile', key: String(written), customer: written } as const;
      if (does !== 'surname' && does !== 'firstName') return { ...shared, does };
      values += 1;
      return { ...shared, does, value: `Value ${lettersOf(values)}` };
    },
  ];
  return {
    nextApi,
    next: (random) => oneOf(random, actions)(random),
    reads: [
      { kind: 'email', key: email, does: 'read', customer: one },
      { kind: 'card', key: card, does: 'read', customer: one },
      { kind: 'survivor', key, does: 'read', customer: source },
      { kind: 'profile', key: String(written), does: 'read', customer: written },
    ],
  };
}

/** A number in letters: names hold no digits. */
function lettersOf(number: number): string {
  return [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}
