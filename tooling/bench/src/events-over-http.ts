/**
 * `npm run bench:events-over-http`: what the events gateway does. The delay from commit to receipt in each of its three ways,
 * the cost of idle listeners, and the pace of backlogs. Service, publisher, gateway and adapter run in processes of their own;
 * this one commits the changes and receives the events.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMongo, startNats } from '@profiles/devstack';
import { measureDeliveries, measureFeedBacklog } from './events-over-http/backlogs.js';
import { measureDelays } from './events-over-http/delays.js';
import { measureIdleListeners } from './events-over-http/idle-listeners.js';
import { type Receive, receiveFeed, receiveStream, receiveWebhooks } from './events-over-http/receivers.js';
import { type EventSystem, startEventSystem } from './events-over-http/system.js';
import { type EventFigures, eventTables } from './events-over-http/table.js';
import { machineNow } from './machine.js';
import { PUBLISHED, publishPage } from './published-page.js';

const { values } = parseArgs({
  options: {
    /** Changes a second, with commas. */
    rates: { type: 'string', default: '500' },
    /** The length of each run at one rate. */
    seconds: { type: 'string', default: '30' },
    /** The organisations that the changes are spread over. Each has one reader, listener or webhook. */
    organisations: { type: 'string', default: '5' },
    listeners: { type: 'string', default: '2000' },
    deliveries: { type: 'string', default: '20000' },
    backlog: { type: 'string', default: '100000' },
    /** The parts to measure, with commas. The published figures are replaced by a run of all of it alone. */
    only: { type: 'string', default: 'feed,stream,webhooks,idle,deliveries,backlog' },
  },
});
const ALL = 'feed,stream,webhooks,idle,deliveries,backlog';
const parts = new Set(values.only.split(','));
const organisations = Array.from({ length: Number(values.organisations) }, (_, at) => at + 1);
const WAYS: readonly (readonly [part: string, way: string, receive: Receive])[] = [
  ['feed', 'feed, long poll', receiveFeed],
  ['stream', 'stream, server-sent events', receiveStream],
  ['webhooks', 'webhooks', receiveWebhooks],
];

const dataDir = await mkdtemp(join(tmpdir(), 'profiles-events-'));
const machine = machineNow();
const options = { dataDir, env: process.env, log: () => undefined, allowNone: false };
const [mongo, nats] = await Promise.all([startMongo(options), startNats(options)]);
try {
  console.log(`${machine.cores} cores, ${machine.cpu}, Node ${machine.node}, ${mongo.kind}, ${nats.kind} …`);
  const system = await startEventSystem({
    ...{ mongoUri: mongo.uri, mongoPid: mongo.pid, natsUrl: nats.uri, dataDir },
    isStandIn: mongo.kind === 'secantusdb',
  });
  try {
    const figures = await measured(system);
    if (values.only === ALL) await publish(figures);
  } finally {
    await system.stop();
  }
} finally {
  await Promise.all([mongo.stop(), nats.stop()]);
  await rm(dataDir, { recursive: true, force: true });
}

/** Measures the parts that were asked for, and prints each as soon as it is known. */
async function measured(system: EventSystem): Promise<EventFigures> {
  const all: EventFigures[] = [];
  const note = (figures: Partial<EventFigures>) => {
    const noted = { delays: [], idle: [], backlogs: [], ...figures };
    all.push(noted);
    console.log(eventTables(noted));
  };
  // First: a gateway that nothing has happened to.
  if (parts.has('idle')) note({ idle: [await measureIdleListeners(system, Number(values.listeners))] });
  const seconds = Number(values.seconds);
  for (const [, way, receive] of WAYS.filter(([part]) => parts.has(part))) {
    for (const ratePerSecond of values.rates.split(',').map(Number)) {
      note({ delays: [await measureDelays(system, { way, receive, organisations, ratePerSecond, seconds })] });
    }
  }
  const events = Number(values.deliveries);
  for (const count of parts.has('deliveries') ? [1, organisations.length] : []) {
    const some = { organisations: organisations.slice(0, count), events };
    note({ backlogs: [await measureDeliveries(system, some)] });
  }
  if (parts.has('backlog')) note({ backlogs: await measureFeedBacklog(system, Number(values.backlog)) });
  return {
    delays: all.flatMap(({ delays }) => delays),
    idle: all.flatMap(({ idle }) => idle),
    backlogs: all.flatMap(({ backlogs }) => backlogs),
  };
}

async function publish(figures: EventFigures): Promise<void> {
  const report = { ...machine, store: mongo.kind, broker: nats.kind, ...figures };
  await publishPage('events-over-http', {
    ...{ title: 'Events over HTTP', command: 'npm run bench:events-over-http', tables: eventTables(figures) },
  });
  await writeFile(join(PUBLISHED, 'events-over-http.json'), `${JSON.stringify(report, rounded, 2)}\n`);
}

/** Three decimals are more than is known. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(3)) : value;
}
