import { setTimeout } from 'node:timers/promises';
import { Agent } from 'undici';
import { changesOf, commitBacklog } from './changes.js';
import { MAX_PAGE, pageAt, receiveWebhooks } from './receivers.js';
import type { EventSystem } from './system.js';

/** How fast a backlog was taken. */
export interface BacklogPace {
  readonly what: string;
  readonly events: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** CPU time of the gateway per event, in microseconds. */
  readonly gatewayMicros: number;
}

interface Backlog {
  readonly organisations: readonly number[];
  readonly events: number;
}

const MAX_MILLIS = 300_000;

/**
 * Webhook deliveries of one worker: the events are in the stream before it starts. From the first delivery to the last.
 * @throws when the deliveries have not come in five minutes.
 */
export async function measureDeliveries(system: EventSystem, { organisations, events }: Backlog): Promise<BacklogPace> {
  const received = new Set<string>();
  let [firstAt, lastAt] = [0, 0];
  const receiver = await receiveWebhooks(system, organisations, (id) => {
    lastAt = performance.now();
    if (received.size === 0) firstAt = lastAt;
    received.add(id);
  });
  try {
    await system.stopGateway();
    await commitBacklog(system, changesOf(system, organisations), events);
    await system.startGateway();
    const before = system.usageOf('events-gateway');
    const deadline = performance.now() + MAX_MILLIS;
    while (received.size < events) {
      if (performance.now() > deadline) throw new Error(`${received.size} of ${events} deliveries came.`);
      await setTimeout(50);
    }
    const cpuMicros = system.usageOf('events-gateway').cpuMicros - before.cpuMicros;
    return paceOf(`webhook deliveries to ${organisations.length} webhooks`, {
      ...{ events, seconds: (lastAt - firstAt) / 1000, cpuMicros },
    });
  } finally {
    await receiver.close();
  }
}

/** Reads a backlog of one organisation through the feed, page by page: from the gateway itself, and through the adapter. */
export async function measureFeedBacklog(system: EventSystem, events: number): Promise<BacklogPace[]> {
  const organisationId = 900;
  await commitBacklog(system, changesOf(system, [organisationId]), events);
  // A new process has the newest events in its memory, and reads the others from the stream.
  await system.stopGateway();
  await system.startGateway();
  const headers = await system.headersFor(organisationId);
  const read = async (what: string) => {
    const agent = new Agent();
    const [startedAt, before] = [performance.now(), system.usageOf('events-gateway')];
    let after = '';
    let count = 0;
    for (let length = MAX_PAGE; length > 0; ) {
      const url = `${system.restUrl}/events?limit=${MAX_PAGE}${after}`;
      const page = await pageAt(url, { headers, dispatcher: agent });
      length = page.items.length;
      count += length;
      after = `&after=${page.nextCursor}`;
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const cpuMicros = system.usageOf('events-gateway').cpuMicros - before.cpuMicros;
    await agent.destroy();
    if (count !== events) throw new Error(`${count} of ${events} events were read.`);
    return paceOf(what, { events, seconds, cpuMicros });
  };
  return [await read('backlog through the feed, first reader'), await read('backlog through the feed, second reader')];
}

function paceOf(what: string, { events, seconds, cpuMicros }: { events: number; seconds: number; cpuMicros: number }) {
  return { what, events, seconds, perSecond: events / seconds, gatewayMicros: cpuMicros / events };
}
