import { type JetStreamManager, jetstreamManager, type StreamInfo, type StreamUpdateConfig } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { backOffMillis, waited } from '@profiles/nats-connection';
import { isStreamMissing } from '../nats-errors.js';
import type { StreamSettings } from '../stream.js';

interface Update {
  readonly connection: NatsConnection;
  readonly settings: StreamSettings;
  /** Only says what would change. */
  readonly isDryRun: boolean;
  readonly log: (line: string) => void;
  /** Streams that get the same replicas and placement where they exist. */
  readonly companions: readonly string[];
}

/** The time in which new replicas must have the whole stream, in milliseconds. */
const IN_SYNC_MILLIS = 10 * 60_000;

/**
 * Gives an existing stream the replicas and the placement of the settings, and lets it take atomic batches. It never lowers
 * the replicas, and changes nothing while a replica is behind. False when something was not done, for a reason that was
 * logged.
 */
export async function updateStream(update: Update): Promise<boolean> {
  const manager = await jetstreamManager(update.connection, { checkAPI: false });
  let isDone = true;
  for (const name of [update.settings.name, ...update.companions]) {
    isDone = (await updateOne(manager, name, update)) && isDone;
  }
  return isDone;
}

async function updateOne(manager: JetStreamManager, name: string, update: Update): Promise<boolean> {
  const { settings, isDryRun, log } = update;
  const isEvents = name === settings.name;
  const info = await infoOf(manager, name);
  if (info === undefined) {
    log(isEvents ? `${name} does not exist. The publisher creates it with these settings.` : `${name} does not exist.`);
    return !isEvents;
  }
  const { num_replicas } = info.config;
  if (settings.replicas !== undefined && settings.replicas < num_replicas) {
    log(`${name} has ${num_replicas} replicas. This command does not lower them; \`nats stream edit\` does.`);
    return false;
  }
  const changes = { ...placementChanges(info, settings), ...(isEvents && batchChanges(info)) };
  if (Object.keys(changes).length === 0) {
    log(`${name} is as the settings say: ${num_replicas} replicas.`);
    return true;
  }
  log(`${name}: ${JSON.stringify(changes)}`);
  if (isDryRun) return true;
  if (!isInSync(info)) {
    log(`${name} has a replica that is behind or away. Start its server, and repeat the command.`);
    return false;
  }
  await manager.streams.update(name, changes);
  return becomesInSync(manager, name, log);
}

function placementChanges(
  { config }: StreamInfo,
  { replicas, placement }: StreamSettings,
): Partial<StreamUpdateConfig> {
  const wanted = placement && { cluster: placement.cluster ?? '', tags: [...(placement.tags ?? [])] };
  const current = { cluster: config.placement?.cluster ?? '', tags: config.placement?.tags ?? [] };
  return {
    ...(replicas !== undefined && replicas !== config.num_replicas && { num_replicas: replicas }),
    ...(wanted && JSON.stringify(wanted) !== JSON.stringify(current) && { placement: wanted }),
  };
}

function batchChanges({ config }: StreamInfo): Partial<StreamUpdateConfig> {
  return config.allow_atomic === true ? {} : { allow_atomic: true };
}

async function infoOf(manager: JetStreamManager, name: string): Promise<StreamInfo | undefined> {
  try {
    return await manager.streams.info(name);
  } catch (error) {
    if (isStreamMissing(error)) return undefined;
    throw error;
  }
}

function isInSync({ config, cluster }: StreamInfo): boolean {
  if (config.num_replicas === 1) return true;
  const { leader, replicas = [] } = cluster ?? {};
  return leader !== undefined && replicas.length >= config.num_replicas - 1 && replicas.every(({ current }) => current);
}

/** Waits until every replica has the whole stream: only then may a server be stopped. */
async function becomesInSync(manager: JetStreamManager, name: string, log: (line: string) => void): Promise<boolean> {
  const deadline = performance.now() + IN_SYNC_MILLIS;
  for (let tries = 0; performance.now() < deadline; tries += 1) {
    const info = await infoOf(manager, name).catch(() => undefined);
    if (info !== undefined && isInSync(info)) {
      log(`${name} is in sync, with ${info.config.num_replicas} replicas.`);
      return true;
    }
    await waited(backOffMillis(Math.min(tries, 3)));
  }
  log(`${name} is changed, and not yet in sync: look at \`nats stream info ${name}\` before you stop a server.`);
  return false;
}
