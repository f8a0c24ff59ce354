import { setTimeout } from 'node:timers/promises';
import { GATEWAY_PATHS } from '@profiles/service-kit';
import { Agent, request } from 'undici';
import { median } from '../median.js';
import type { EventSystem } from './system.js';

/** The cost of idle listeners for the gateway. */
export interface IdleListeners {
  readonly listeners: number;
  /** Resident memory, the median of the period, in MiB. */
  readonly withoutMiB: number;
  readonly withMiB: number;
  /** CPU time as a share of one core. */
  readonly withoutCore: number;
  readonly withCore: number;
}

const OPENED_AT_ONCE = 50;
/** After so long the garbage of the start, and of opening the connections, has been collected. */
const SETTLE_MILLIS = 15_000;
/** Three comments on each connection: see `ListenerSettings`. */
const PERIOD_MILLIS = 45_000;

/** Measures the gateway, which has just been started, without and with listeners that get no event. */
export async function measureIdleListeners(system: EventSystem, listeners: number): Promise<IdleListeners> {
  await setTimeout(SETTLE_MILLIS);
  const without = await period(system);
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const headers = { ...(await system.headersFor(1)), 'content-type': 'application/json' };
  const open = async () => {
    const { statusCode, body } = await request(`${system.gatewayUrl}${GATEWAY_PATHS.subscribe}`, {
      ...{ method: 'POST', headers, body: '{}', dispatcher: agent },
    });
    if (statusCode !== 200) throw new Error(`${statusCode}: ${await body.text()}`);
    body.on('error', () => undefined).resume();
  };
  try {
    for (let opened = 0; opened < listeners; opened += OPENED_AT_ONCE) {
      await Promise.all(Array.from({ length: Math.min(OPENED_AT_ONCE, listeners - opened) }, open));
    }
    await setTimeout(SETTLE_MILLIS);
    const withThem = await period(system);
    return {
      ...{ listeners, withoutMiB: without.rssMiB, withMiB: withThem.rssMiB },
      ...{ withoutCore: without.core, withCore: withThem.core },
    };
  } finally {
    await agent.destroy();
  }
}

async function period(system: EventSystem): Promise<{ rssMiB: number; core: number }> {
  const [startedAt, before] = [performance.now(), system.usageOf('events-gateway')];
  const sizes: number[] = [];
  while (performance.now() - startedAt < PERIOD_MILLIS) {
    await setTimeout(1000);
    sizes.push(system.usageOf('events-gateway').rss / 1024 / 1024);
  }
  const cpuMillis = (system.usageOf('events-gateway').cpuMicros - before.cpuMicros) / 1000;
  return { rssMiB: median(sizes), core: cpuMillis / (performance.now() - startedAt) };
}
