import { type NamedOperation, OPERATION_LIST } from '@profiles/contracts';
import { Random } from '../runtime/random.js';
import type { Caller } from '../world/calls.js';
import { RECORDED_CLIENT } from '../world/service.js';
import type { Group } from './groups.js';
import { SEQUENCES, WEIGHTS } from './variations.js';

/** One thing that happens: a call of a caller, or an event of the environment. It has randomness of its own. */
export type Action =
  | {
      readonly kind: 'call';
      readonly caller: number;
      readonly operation: NamedOperation;
      readonly seed: number;
      /** The customers that the call is about. Otherwise any will do. */
      readonly group?: Group;
    }
  | { readonly kind: 'environment'; readonly event: EnvironmentEvent; readonly seed: number };

export const ENVIRONMENT_EVENTS = [
  'kill a service',
  'suspend a service',
  'kill a publisher',
  'suspend a publisher',
  'kill a subscriber',
  'suspend a subscriber',
  'set a clock',
  'hours pass',
  'the broker forgets',
  'purge',
  'settle pairs',
] as const;
export type EnvironmentEvent = (typeof ENVIRONMENT_EVENTS)[number];

/** All that a seed decides before the start. Its actions can be left out one by one. */
export interface Plan {
  readonly callers: readonly Caller[];
  readonly actions: readonly Action[];
  readonly hasPublishers: boolean;
  readonly hasSubscribers: boolean;
  /** Whether the calls are spread over minutes, so that leases change their owners meanwhile. */
  readonly isSlow: boolean;
  /** The longest pause before a call. A slow plan lasts for many times the life of a lease. In milliseconds. */
  readonly paceMillis: number;
  /** Three share the partitions unevenly, so that one of them has room for those of another. */
  readonly publishers: number;
}

const PACE_MILLIS = 40;
const SLOW_PACE_MILLIS = 25_000;

const ORGANISATIONS = [1, 2];

/** Operations as often as they are called: by their weight, otherwise writes more often than reads. */
const DRAWN: readonly NamedOperation[] = OPERATION_LIST.flatMap((named) => {
  const { slug, kind } = named.operation;
  return Array<NamedOperation>(WEIGHTS[slug] ?? (kind === 'mutation' ? 2 : 1)).fill(named);
});

/** The operation with a slug. */
export function operationOf(slug: string): NamedOperation {
  const named = OPERATION_LIST.find(({ operation }) => operation.slug === slug);
  if (named === undefined) throw new Error(`There is no operation ${slug}.`);
  return named;
}

export function planOf(seed: number): Plan {
  const random = Random.of(seed, 'plan');
  const callers = Array.from({ length: 2 + random.below(4) }, (_, at) => callerOf(at, random));
  const hasPublishers = random.chance(0.4);
  const count = 12 + random.below(22);
  const actions: Action[] = [];
  for (let at = 0; at < count; at += 1) {
    const own = random.below(2 ** 31);
    const event = random.pick(ENVIRONMENT_EVENTS);
    if (at > 4 && random.chance(0.12) && event !== undefined) {
      actions.push({ kind: 'environment', event, seed: own });
      continue;
    }
    const caller = at % callers.length;
    if (at >= callers.length * 2 && random.chance(0.08)) {
      const { group, slugs = [] } = random.pick(SEQUENCES) ?? {};
      for (const slug of slugs) {
        const call = { kind: 'call', caller, operation: operationOf(slug), seed: random.below(2 ** 31) } as const;
        actions.push(group === undefined ? call : { ...call, group });
      }
      continue;
    }
    if (at >= callers.length * 2 && random.chance(0.04)) {
      actions.push(...rivalry(callers, random));
      continue;
    }
    const operation = at < callers.length * 2 ? operationOf('create-profile') : random.pick(DRAWN);
    if (operation === undefined) throw new Error('There are no operations.');
    actions.push({ kind: 'call', caller, operation, seed: own });
  }
  const hasSubscribers = hasPublishers && random.chance(0.6);
  const isSlow = hasPublishers && random.chance(0.08);
  return {
    ...{ callers, actions, hasPublishers, hasSubscribers, isSlow },
    paceMillis: isSlow ? SLOW_PACE_MILLIS : PACE_MILLIS,
    publishers: isSlow ? 3 : 2,
  };
}

/** Callers of one organisation merge and separate the same two customers at the same time. */
function rivalry(callers: readonly Caller[], random: Random): Action[] {
  const { organisationId } = random.pick(callers) ?? {};
  const rivals = callers.flatMap((caller, at) => (caller.organisationId === organisationId ? at : []));
  const slugs = ['connect-profile', 'unmerge-profiles', 'get-profile'] as const;
  return Array.from({ length: 4 }, () => rivals).flatMap((round) =>
    round.map((caller): Action => {
      const operation = operationOf(random.pick(slugs) ?? 'get-profile');
      return { kind: 'call', caller, operation, seed: random.below(2 ** 31), group: 'rivals' };
    }),
  );
}

function callerOf(at: number, random: Random): Caller {
  const organisationId = ORGANISATIONS[random.chance(0.75) ? 0 : 1] ?? 1;
  const clientId = random.chance(0.3) ? RECORDED_CLIENT : `client-${at}`;
  return { name: `caller-${at}`, organisationId, clientId, isForAll: random.chance(0.15) };
}
