import { setTimeout } from 'node:timers/promises';
import { Agent } from 'undici';
import { ChannelCheck } from '../events-under-kills/channel-check.js';
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
  /** CPU time of this process per event, in microseconds: it must not be the limit. */
  readonly ownMicros: number;
  /** CPU time of the database per event, in microseconds, the publisher's part included. 0 for one that was not started here. */
  readonly databaseMicros: number;
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
    const spent = cpuSince(system);
    const deadline = performance.now() + MAX_MILLIS;
    while (received.size < events) {
      if (performance.now() > deadline) throw new Error(`${received.size} of ${events} deliveries came.`);
      await setTimeout(50);
    }
    return paceOf(`webhook deliveries to ${organisations.length} webhooks`, {
      ...{ events, seconds: (lastAt - firstAt) / 1000, ...spent() },
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
    const [startedAt, spent] = [performance.now(), cpuSince(system)];
    const check = new ChannelCheck(what, { mayRepeat: false });
    let after = '';
    let count = 0;
    for (let length = MAX_PAGE; length > 0; ) {
      const url = `${system.restUrl}/events?limit=${MAX_PAGE}${after}`;
      const page = await pageAt(url, { headers, dispatcher: agent });
      length = page.items.length;
      count += length;
      for (const { data } of page.items) check.note(data);
      if (check.violations.length > 0) throw new Error(check.violations.join('\n'));
      after = `&after=${page.nextCursor}`;
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const cpu = spent();
    await agent.destroy();
    if (count !== events) throw new Error(`${count} of ${events} events were read.`);
    return paceOf(what, { events, seconds, ...cpu });
  };
  return [await read('backlog through the feed, first reader'), await read('backlog through the feed, second reader')];
}

interface Spent {
  readonly gatewayCpu: number;
  readonly ownCpu: number;
  readonly databaseCpu: number;
}

/** The CPU time of the gateway, of this process and of the database from now on, in microseconds. */
function cpuSince(system: EventSystem): () => Spent {
  const [gateway, own] = [system.usageOf('events-gateway').cpuMicros, process.cpuUsage()];
  const database = system.databaseCpu();
  return () => {
    const { user, system: kernel } = process.cpuUsage(own);
    const gatewayCpu = system.usageOf('events-gateway').cpuMicros - gateway;
    return { gatewayCpu, ownCpu: user + kernel, databaseCpu: system.databaseCpu() - database };
  };
}

interface Measured extends Spent {
  readonly events: number;
  readonly seconds: number;
}

function paceOf(what: string, { events, seconds, gatewayCpu, ownCpu, databaseCpu }: Measured): BacklogPace {
  return {
    ...{ what, events, seconds, perSecond: events / seconds },
    ...{ gatewayMicros: gatewayCpu / events, ownMicros: ownCpu / events, databaseMicros: databaseCpu / events },
  };
}
