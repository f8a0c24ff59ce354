import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, type GuardedProcess, type mortalBroker, startGuarded } from '@profiles/devstack';
import type { AppName, EventSystem } from '../events-over-http/system.js';
import { RECEIVER_SETTINGS, type ReceiverSettings } from './receiver-settings.js';

/** A process that is killed and started again. */
export interface Victim {
  readonly name: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

type Broker = Awaited<ReturnType<typeof mortalBroker>>;

export function brokerVictim(broker: Broker): Victim {
  return { name: 'nats', kill: () => broker.kill(), start: () => broker.start() };
}

export function appVictim(system: EventSystem, app: AppName): Victim {
  return { name: app, kill: () => system.kill(app), start: () => system.launch(app) };
}

const RECEIVERS = ['feed-reader', 'stream-reader', 'webhook-receiver'] as const;
type ReceiverName = (typeof RECEIVERS)[number];

interface ReceiverParts {
  readonly system: EventSystem;
  readonly organisations: readonly number[];
  readonly dataDir: string;
}

/** A receiver with the files of its notes. */
export interface ReceiverVictim extends Victim {
  readonly notesFiles: readonly string[];
  stop(): Promise<void>;
}

/** Starts the three receivers, each for all organisations, and makes their webhooks. */
export async function startReceivers({ system, organisations, dataDir }: ReceiverParts): Promise<ReceiverVictim[]> {
  const port = await freePort();
  for (const organisationId of organisations) {
    const webhooks = await system.webhooksOf(organisationId);
    await webhooks.create({ url: `http://127.0.0.1:${port}/${organisationId}` });
  }
  const headers = new Map<number, Record<string, string>>();
  for (const organisationId of organisations) headers.set(organisationId, await system.headersFor(organisationId));
  const settingsOf = (name: ReceiverName): ReceiverSettings => ({
    ...{ port, restUrl: system.restUrl },
    organisations: organisations.map((organisationId) => ({
      ...{ organisationId, headers: headers.get(organisationId) ?? {} },
      notesFile: join(dataDir, `${name}-${organisationId}.txt`),
    })),
  });
  const receivers = await Promise.all(RECEIVERS.map((name) => startReceiver(name, settingsOf(name), dataDir)));
  await Promise.all(settingsOf('stream-reader').organisations.map(({ notesFile }) => listening(notesFile)));
  return receivers;
}

/** Waits until a listener has noted where it begins: a new one gets what follows its connection. */
async function listening(notesFile: string): Promise<void> {
  const size = () =>
    stat(notesFile).then(
      (found) => found.size,
      () => 0,
    );
  while ((await size()) === 0) await setTimeout(50);
}

async function startReceiver(name: ReceiverName, settings: ReceiverSettings, dataDir: string): Promise<ReceiverVictim> {
  const launch = () =>
    startGuarded({
      ...{ name, command: process.execPath, args: [fileURLToPath(new URL(`./${name}.js`, import.meta.url))] },
      env: { PATH: process.env['PATH'], [RECEIVER_SETTINGS]: JSON.stringify(settings) },
      logFile: join(dataDir, `${name}.log`),
    });
  let running: GuardedProcess = await launch();
  return {
    name,
    notesFiles: settings.organisations.map(({ notesFile }) => notesFile),
    async kill() {
      running.kill('SIGKILL');
      await running.exited;
    },
    async start() {
      running = await launch();
    },
    stop: () => running.stop(),
  };
}
