import { randomUUID } from 'node:crypto';
import {
  createOutboxArchive,
  createParkedEvents,
  createReplayRecords,
  type MongoConnection,
  openMongo,
  type ReplayRecord,
} from '@profiles/mongo-store/outbox';
import type { PublisherConfig } from '../compose.js';
import { replayPublisher, untilReady } from '../replay/replay-publisher.js';
import { ALL_DROPPED, isAllDropped, newReplay, type ReplayRequest, selectionOf } from '../replay/replay-request.js';
import { REPLAY_LEASE_MILLIS, runReplay } from '../replay/run-replay.js';
import { acceptStream, newEpoch, writeLostChanges } from './after-restore.js';
import type { Command } from './command.js';
import { replayProgress } from './replay-progress.js';

/** The servers and names that a command works on. */
export interface Surroundings {
  /** @defaultValue the stream of the contract */
  readonly stream?: string;
  readonly servers: Pick<PublisherConfig, 'mongo' | 'nats'>;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** Carries out a command. False when it failed for a reason that was logged. */
export async function perform(command: Command, surroundings: Surroundings): Promise<boolean> {
  const mongo = openMongo({ ...surroundings.servers.mongo, appName: 'events-command' });
  try {
    return await performOn(mongo, command, surroundings);
  } finally {
    await mongo.close();
  }
}

async function performOn(mongo: MongoConnection, command: Command, surroundings: Surroundings): Promise<boolean> {
  const { log, servers, stream } = surroundings;
  const restore = { mongo, nats: servers.nats, log, ...(stream !== undefined && { stream }) };
  const records = createReplayRecords(mongo);
  switch (command.name) {
    case 'replay':
      return replay(mongo, command.request, surroundings);
    case 'resume':
      return resume(mongo, command.id, surroundings);
    case 'cancel':
      return told(log, await records.cancel(command.id), `${command.id} is cancelled.`, 'No open replay has that id.');
    case 'replays':
      for (const record of await records.list()) log(replayLine(record));
      return true;
    case 'parked':
      for (const { id, organisationId, customerNumber, revision, reason, waitingBehind } of await createParkedEvents(
        mongo,
      ).list()) {
        const whose = `customer ${customerNumber} of organisation ${organisationId}, revision ${revision}`;
        log(`${id}  ${whose}  ${reason}  ${waitingBehind} more wait behind it`);
      }
      return true;
    case 'new-epoch':
      return newEpoch(restore);
    case 'lost':
      return writeLostChanges(command, restore);
    case 'accept-stream':
      return acceptStream(restore);
    case 'release': {
      const isReleased = await createParkedEvents(mongo).release(command.id);
      return told(log, isReleased, `${command.id} is released.`, 'No parked event has that id.');
    }
  }
}

async function replay(mongo: MongoConnection, request: ReplayRequest, surroundings: Surroundings): Promise<boolean> {
  const total = await createOutboxArchive(mongo).count(selectionOf(request));
  if (request.dryRun) {
    surroundings.log(`${total} events would be published. Nothing was done.`);
    return true;
  }
  const record = newReplay(request, { id: randomUUID(), total, runBy: 'command' });
  await createReplayRecords(mongo).add(record);
  return resume(mongo, record.id, surroundings);
}

async function resume(mongo: MongoConnection, id: string, { servers, signal, log }: Surroundings): Promise<boolean> {
  const records = createReplayRecords(mongo);
  const owner = randomUUID();
  const record = await records.take({ owner, ttlMillis: REPLAY_LEASE_MILLIS }, id);
  if (record === undefined) {
    const known = await records.get(id);
    log(known === undefined ? 'No replay has that id.' : `It is in progress or has ended: ${replayLine(known)}`);
    return false;
  }
  const { stream, subjectPrefix, total } = record;
  log(`Replay ${id}: ${total} events to ${subjectPrefix}.> in the stream ${stream}`);
  const warned = (fields: object, text: string) => log(`${text}: ${reasonIn(fields)}`);
  const publisher = replayPublisher(record, { nats: servers.nats, log: { info: () => {}, warn: warned } });
  const progress = replayProgress(record, log);
  publisher.start();
  try {
    await untilReady(publisher, signal);
    const outcome = await runReplay(record, {
      ...{ archive: createOutboxArchive(mongo), records, publisher, owner, signal },
      onProgress: progress.at,
      onFailed: ({ id: eventId }, error) => progress.failed(eventId, error),
    });
    progress.end();
    await records.release(id, owner, outcome === 'done' ? 'done' : 'open');
    if (outcome === 'stopped') log(`Stopped. Continue with: npm run events -- resume ${id}`);
    return outcome === 'done' && toldOutcome(await records.get(id), log);
  } finally {
    progress.end();
    await publisher.close();
  }
}

/** False when the replay is done and published nothing although it found events. */
function toldOutcome(record: ReplayRecord | undefined, log: (line: string) => void): boolean {
  if (record === undefined) return false;
  if (isAllDropped(record)) log(ALL_DROPPED);
  else log(record.duplicates === 0 ? 'Done.' : `Done. The stream dropped ${record.duplicates} of them as duplicates.`);
  return !isAllDropped(record);
}

function replayLine({ id, state, sent, total, duplicates, subjectPrefix, requestedAt }: ReplayRecord): string {
  const known = duplicates === 0 ? '' : `, ${duplicates} of them dropped as duplicates`;
  return `${id}  ${requestedAt.toISOString()}  ${state}  ${sent} of ${total} sent to ${subjectPrefix}${known}`;
}

function reasonIn(fields: object): string {
  const error = 'err' in fields ? fields.err : undefined;
  return error instanceof Error ? error.message : 'no reason given';
}

function told(log: (line: string) => void, isDone: boolean, ...[done, not]: [string, string]): boolean {
  log(isDone ? done : not);
  return isDone;
}
