/**
 * `npm run soak:events -- --events 100000 --kills 60`: events on their way over HTTP while gateway, publisher, broker and receivers
 * are killed (`kill -9`) at random and started again. Every change must reach the feed, the stream and the webhooks, in order per
 * customer. Feed and stream repeat nothing. Exits with 1 at a violation.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@profiles/contracts';
import { mortalBroker, startMongo } from '@profiles/devstack';
import { changesOf } from './events-over-http/changes.js';
import { type EventSystem, startEventSystem } from './events-over-http/system.js';
import { Progress } from './events-under-kills/progress.js';
import { appVictim, brokerVictim, startReceivers, type Victim } from './events-under-kills/victims.js';
import { chanceOf } from './growth/chance.js';
import { machineNow } from './machine.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '60' },
    /** The same seed kills the same victims at the same points. */
    seed: { type: 'string', default: '1' },
    /** Each has one reader of the feed, one listener and one webhook. */
    organisations: { type: 'string', default: '4' },
    /** The run fails when nothing comes for this time. */
    'stall-seconds': { type: 'string', default: '180' },
  },
});
const [events, kills] = [Number(values.events), Number(values.kills)];
const chance = chanceOf(Number(values.seed), 0);
const organisations = Array.from({ length: Number(values.organisations) }, (_, at) => at + 1);

/** Changes that no more than this are written ahead of the slowest receiver. */
const MAX_AHEAD = 5_000;
const ROWS = 500;
/** The longest pause before a kill, and the longest time that a victim is down. */
const [MAX_PAUSE_MILLIS, MAX_DOWN_MILLIS] = [500, 1_500];
/** Repetitions may still be on their way when every change has come. */
const LAST_REPEATS_MILLIS = 3_000;
/** Attempts that follow each other quickly, for longer than anything is down: no delivery is parked. */
const WEBHOOK_RETRY_PAUSES = Array.from({ length: 2_000 }, () => '0.2').join(',');

const dataDir = await mkdtemp(join(tmpdir(), 'profiles-kills-'));
const startedAt = performance.now();
const killed = new Map<string, number>();
const [mongo, broker] = await Promise.all([
  startMongo({ dataDir, env: process.env, log: () => undefined, allowNone: false }),
  mortalBroker(),
]);
let failure: unknown;
try {
  const system = await startEventSystem({
    ...{
      mongoUri: mongo.uri,
      mongoPid: mongo.pid,
      natsUrl: broker.url,
      dataDir,
      isStandIn: mongo.kind === 'secantusdb',
    },
    gatewayEnv: { WEBHOOK_RETRY_PAUSES },
  });
  try {
    await run(system);
  } finally {
    await system.stop();
  }
} catch (error) {
  failure = error;
} finally {
  await Promise.all([mongo.stop(), broker.stop()]);
}
if (failure === undefined) await rm(dataDir, { recursive: true, force: true });
else {
  console.error(failure);
  console.error(`The logs are in ${dataDir}.`);
  process.exitCode = 1;
}

async function run(system: EventSystem): Promise<void> {
  const receivers = await startReceivers({ system, organisations, dataDir });
  const progress = new Progress(receivers, Number(values['stall-seconds']) * 1000);
  const victims = [
    ...[brokerVictim(broker), appVictim(system, 'events-gateway'), appVictim(system, 'nats-publisher')],
    ...receivers,
  ];
  const ended = new AbortController();
  try {
    await Promise.all([write(system, progress, ended.signal), killAll(victims, progress), progress.reached(events)]);
    await setTimeout(LAST_REPEATS_MILLIS);
    await progress.reached(events);
    await report(progress);
  } finally {
    console.log(`${progress}; ${spent()} s; kills: ${killsText()}`);
    ended.abort();
    await Promise.all(receivers.map(({ stop }) => stop()));
    progress.close();
  }
}

/** Commits changes, no more than some thousands ahead of the slowest receiver. */
async function write({ db, newCustomers }: EventSystem, progress: Progress, ended: AbortSignal): Promise<void> {
  const changes = changesOf({ newCustomers }, organisations);
  for (let written = 0; written < events && !ended.aborted; ) {
    if (written - progress.least > MAX_AHEAD) {
      await setTimeout(50);
      continue;
    }
    const rows = changes(Math.min(ROWS, events - written));
    await db.collection('outbox').insertMany(rows, { writeConcern: { w: 'majority' } });
    written += rows.length;
  }
}

/** Kills at points that are spread over all events. Every fifth time two processes are down together. */
async function killAll(victims: readonly Victim[], progress: Progress): Promise<void> {
  let done = 0;
  while (done < kills) {
    await progress.reached(Math.floor(((done + 1) * events) / (kills + 1)));
    await setTimeout(chance.below(MAX_PAUSE_MILLIS));
    const first = chance.oneOf(victims);
    const second = chance.oneOf(victims);
    const isPair = chance.in(0.2) && second !== first && done + 1 < kills;
    const chosen = isPair ? [first, second] : [first];
    for (const victim of chosen) {
      await victim.kill();
      killed.set(victim.name, (killed.get(victim.name) ?? 0) + 1);
    }
    await setTimeout(chance.below(MAX_DOWN_MILLIS));
    for (const victim of chosen) await victim.start();
    done += chosen.length;
    console.log(
      `${done} of ${kills} kills (${chosen.map(({ name }) => name).join(' and ')}): ${progress}; ${spent()} s`,
    );
  }
}

async function report(progress: Progress): Promise<void> {
  const connection = await connect({ servers: broker.url });
  const { state } = await (await jetstreamManager(connection)).streams.info(EVENT_STREAM);
  await connection.close();
  const wrong = progress.channels.filter(({ distinct }) => distinct !== events);
  if (wrong.length > 0) throw new Error(`${events} changes were committed: ${progress}`);
  if (state.messages !== events) throw new Error(`${events} changes were committed; the stream has ${state.messages}.`);
  const { cores, cpu, node, loadAverage } = machineNow();
  console.log(`${cores} cores, ${cpu}, Node ${node}, load average ${loadAverage}, ${mongo.kind}, seed ${values.seed}`);
  console.log(`${events} changes, ${kills} kills: nothing missed, nothing out of order.`);
}

function killsText(): string {
  return [...killed].map(([name, count]) => `${name} ${count}`).join(', ');
}

function spent(): string {
  return ((performance.now() - startedAt) / 1000).toFixed(0);
}
