import {
  type Commit,
  CommitOutcomeUnknownError,
  type IdempotencyKey,
  type IdempotencyRecords,
  type ProfileStore,
  StaleRevisionError,
  StoreUnavailableError,
} from '@profiles/application';
import type { Process } from '../runtime/scheduler.js';
import type { World } from './world.js';

/** The claim of a process that is dead or suspended lapses after this time (see the port `IdempotencyRecords`). */
const CLAIM_MILLIS = 5_000;

/** Members of the port that return at once. They are no calls over a network. */
const SYNCHRONOUS = new Set(['record']);

type Method = (...args: unknown[]) => Promise<unknown>;

/**
 * The memory store as one process reaches it over a network: each call suspends before and after it takes effect, and can
 * fail at both places. Methods that the port gets later are simulated in the same way.
 */
export function simulatedStore(world: World, process: Process): ProfileStore {
  const claims = claimsOf(world, process);
  const special: Readonly<Record<string, unknown>> = {
    commit: (commit: Commit) => committing(world, process, commit),
    idempotency: claims,
  };
  return reached(world, process, { target: world.store, special }) as ProfileStore;
}

interface Reached {
  readonly target: object;
  readonly special?: Readonly<Record<string, unknown>>;
}

function reached(world: World, process: Process, { target, special = {} }: Reached): unknown {
  const known = new Map<string | symbol, unknown>();
  return new Proxy(target, {
    get(_target, name) {
      if (typeof name === 'string' && name in special) return special[name];
      if (known.has(name)) return known.get(name);
      const member: unknown = Reflect.get(target, name);
      const made = memberOf(world, process, { name: String(name), member, target });
      known.set(name, made);
      return made;
    },
  });
}

function memberOf(
  world: World,
  process: Process,
  { name, member, target }: { name: string; member: unknown; target: object },
) {
  if (typeof member === 'object' && member !== null && !Array.isArray(member))
    return reached(world, process, { target: member });
  if (typeof member !== 'function' || SYNCHRONOUS.has(name)) return member;
  return async (...args: unknown[]) => {
    await world.scheduler.step(`store ${name}`, process);
    if (world.faults.happens('store away in a read')) throw new StoreUnavailableError('The store is away.');
    const result = await (member as Method).apply(target, args);
    await world.scheduler.step(`store ${name} responds`, process);
    return result;
  };
}

async function committing(world: World, process: Process, commit: Commit): Promise<void> {
  const { faults, scheduler } = world;
  await scheduler.step('store commit', process);
  if (faults.happens('store away before the write')) throw new StoreUnavailableError('The store is away.');
  if (faults.happens('stale revision')) throw new StaleRevisionError();
  await world.commit(commit, process);
  await scheduler.step('store commit responds', process);
  if (faults.happens('store away after the write')) throw new CommitOutcomeUnknownError('The response was lost.');
}

/** Claims end with their process, as those of the database do by their time. */
function claimsOf(world: World, process: Process): IdempotencyRecords {
  const { idempotency } = world.store;
  const port = reached(world, process, { target: idempotency }) as IdempotencyRecords;
  return {
    claim: async (key: IdempotencyKey) => {
      await world.scheduler.step('store claim', process);
      if (world.faults.happens('store away in a read')) throw new StoreUnavailableError('The store is away.');
      const held = world.claims.get(key.id);
      if (held !== undefined && isSilent(held.process, world.scheduler.now)) await idempotency.release(held.key);
      const claim = await idempotency.claim(key);
      if (claim.state === 'claimed') world.claims.set(key.id, { key, process });
      await world.scheduler.step(`store claim responds ${claim.state}`, process);
      return claim;
    },
    store: (response) => port.store(response),
    release: (key) => port.release(key),
  };
}

/** Whether a process has renewed nothing for so long that its claims have lapsed. */
function isSilent({ isAlive, pausedUntil, silentSince = 0 }: Process, now: number): boolean {
  return (!isAlive || pausedUntil > now) && now - silentSince > CLAIM_MILLIS;
}
