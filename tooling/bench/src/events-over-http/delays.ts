import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { quantile } from '../median.js';
import { changesOf, commitSteadily } from './changes.js';
import type { Receive } from './receivers.js';
import type { EventSystem } from './system.js';

/** The time from the commit of a change to the receipt of its event, in milliseconds. */
export interface Delays {
  readonly way: string;
  readonly ratePerSecond: number;
  readonly seconds: number;
  readonly received: number;
  /** Events that had not come half a minute after the last commit. */
  readonly missing: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
  /** How late this process was itself, which is part of the delays: the 99th percentile. */
  readonly ownP99: number;
  /** CPU time of the gateway per event, in microseconds. */
  readonly gatewayMicros: number;
}

export interface DelayPlan {
  readonly way: string;
  readonly receive: Receive;
  readonly organisations: readonly number[];
  readonly ratePerSecond: number;
  readonly seconds: number;
}

const WARM_UP_SECONDS = 5;
const LAST_EVENTS_MILLIS = 30_000;

/** Commits changes at a steady rate and times the receipt of each from just before its commit, which is part of the delay. */
export async function measureDelays(system: EventSystem, plan: DelayPlan): Promise<Delays> {
  const { way, receive, organisations, ratePerSecond, seconds } = plan;
  const committedAt = new Map<string, number>();
  const delays = new Map<string, number>();
  const receiver = await receive(system, organisations, (id) => {
    const since = committedAt.get(id);
    if (since !== undefined && !delays.has(id)) delays.set(id, performance.now() - since);
  });
  const changes = changesOf(system, organisations);
  const note = (ids: readonly string[]) => {
    for (const id of ids) committedAt.set(id, performance.now());
  };
  const arrived = async () => {
    const deadline = performance.now() + LAST_EVENTS_MILLIS;
    while (delays.size < committedAt.size && performance.now() < deadline) await setTimeout(50);
  };
  try {
    await commitSteadily(system, { changes, pace: { ratePerSecond, seconds: WARM_UP_SECONDS }, onCommit: note });
    await arrived();
    committedAt.clear();
    delays.clear();
    const own = monitorEventLoopDelay({ resolution: 10 });
    own.enable();
    const before = system.usageOf('events-gateway');
    await commitSteadily(system, { changes, pace: { ratePerSecond, seconds }, onCommit: note });
    await arrived();
    own.disable();
    const cpuMicros = system.usageOf('events-gateway').cpuMicros - before.cpuMicros;
    const values = [...delays.values()];
    const at = (part: number) => quantile(values, part);
    return {
      ...{ way, ratePerSecond, seconds, received: values.length, missing: committedAt.size - values.length },
      ...{ p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) },
      ownP99: own.percentile(99) / 1e6,
      gatewayMicros: cpuMicros / Math.max(1, values.length),
    };
  } finally {
    await receiver.close();
  }
}
