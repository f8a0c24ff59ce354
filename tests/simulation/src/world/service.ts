import { createHash } from 'node:crypto';
import { type Dependencies, maintainPairs, purgeExpired } from '@profiles/application';
import { Random } from '../runtime/random.js';
import { type Process, type Scheduler, START_MILLIS } from '../runtime/scheduler.js';
import { simulatedStore } from './simulated-store.js';
import type { World } from './world.js';

/** The client whose reads are recorded in the access log. */
export const RECORDED_CLIENT = 'customer-service';

/** The use cases of one process, on its own clock, with randomness of the seed. */
export function dependenciesOf(world: World, process: Process): Dependencies {
  const random = Random.of(world.seed, process.name);
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  return {
    store: simulatedStore(world, process),
    clock: clockOf(world.scheduler, process),
    ids: {
      profileUuid: () => random.hex(32),
      uuid: () => uuidOf(random.hex(12), '4', random),
      uuidAt: (at) => uuidOf(Date.parse(at).toString(16).padStart(12, '0'), '7', random),
      random: () => random.next(),
      digest,
    },
    passwords: {
      hash: async (password) => {
        await world.scheduler.step('password hash', process);
        return `hashed:${digest(password)}`;
      },
      verify: async (password, hash) => {
        await world.scheduler.step('password verify', process);
        return hash === `hashed:${digest(password)}`;
      },
      isOwnForm: () => true,
      fingerprint: async (password, salt) => digest(`${salt} ${password}`),
    },
    loginThrottle: { take: async () => {}, right: async () => {} },
    // No use case of the simulation calls them.
    webhooks: { newSecret: () => undefined, refusalOf: () => undefined },
    settings: { deactivatedForMillis: 72 * 3_600_000, recordedClients: [RECORDED_CLIENT] },
  };
}

function clockOf(scheduler: Scheduler, process: Process): Dependencies['clock'] {
  return {
    now: () => new Date(START_MILLIS + Math.floor(scheduler.now) + process.skew).toISOString(),
    pause: (millis) => scheduler.pause(millis),
  };
}

/** 12 hexadecimal digits, the version, and randomness. */
function uuidOf(first: string, version: string, random: Random): string {
  return `${first.slice(0, 8)}-${first.slice(8)}-${version}${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`;
}

/** One run of the purge, as apps/retention makes it. */
export async function purge(world: World, process: Process): Promise<void> {
  const { store, clock, ids } = dependenciesOf(world, process);
  const correlationId = `purge-${world.scheduler.steps}`;
  await purgeExpired({ store, clock, ids, correlationId, batchSize: 2 }).catch(() => {});
}

/** One round of the background work on pairs of duplicates. */
export async function settlePairs(world: World, process: Process): Promise<void> {
  await maintainPairs(simulatedStore(world, process)).catch(() => {});
}
