import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Chain, type StartedServer, walkChain } from '../fallback-chain.js';
import { useGiven } from '../given-server.js';
import { launchServer } from '../launch-server.js';
import { findOnPath } from '../process/find-on-path.js';
import { type Address, overTcp } from '../process/tcp.js';
import type { RunningServer, ServerOptions } from '../running-server.js';
import { buildWithGo, unpackFromDebian } from './nats-binaries.js';
import { downloadRelease, OFFICIAL_RELEASE } from './nats-release.js';

export type NatsOptions = ServerOptions & {
  /** A configuration for a server of its own: it names the store, while address and port still come from here. */
  configFile?: string;
};

/**
 * Finds or starts a NATS server with JetStream: NATS_URL, nats-server on PATH, the official release, a build with Go,
 * Debian's package, none. A given NATS_URL that does not answer is an error: nothing else is used in its place.
 */
export async function startNats(wished: NatsOptions): Promise<RunningServer> {
  const options = { ...wished, dataDir: resolve(wished.dataDir) };
  await mkdir(options.dataDir, { recursive: true });
  return walkChain(chain(options), options);
}

function chain(options: NatsOptions): Chain {
  const run = (kind: string, find: () => Promise<string>) => async () => startServer(kind, await find(), options);
  const given = { what: 'NATS_URL', attempt: () => useGiven({ variable: 'NATS_URL', defaultPort: 4222 }, options) };
  return {
    server: 'NATS',
    steps: [
      ...(options.configFile === undefined ? [given] : []),
      { what: 'nats-server on PATH', attempt: run('nats-server', () => onPath(options)) },
      { what: 'the official release', attempt: run('nats-release', () => downloadRelease(OFFICIAL_RELEASE, options)) },
      { what: 'a build with Go', attempt: run('nats-go', () => buildWithGo(options)) },
      { what: "Debian's package", attempt: run('nats-debian', () => unpackFromDebian(options)) },
    ],
    warning: 'Events WAIT IN THE OUTBOX and reach no subscriber until there is one.',
  };
}

async function onPath({ env }: ServerOptions): Promise<string> {
  const binary = await findOnPath('nats-server', env);
  if (binary === undefined) throw new Error('nats-server not on PATH');
  return binary;
}

function startServer(kind: string, binary: string, options: NatsOptions): Promise<StartedServer> {
  const { configFile } = options;
  const configured =
    configFile === undefined ? ['-js', '-sd', join(options.dataDir, kind)] : ['-c', resolve(configFile)];
  return launchServer(
    {
      kind,
      command: binary,
      args: (port) => [...configured, '-a', '127.0.0.1', '-p', `${port}`],
      uri: (port) => `nats://127.0.0.1:${port}`,
      ready: offersJetStream,
    },
    options,
  );
}

/** A NATS server speaks first: one INFO line that says what it can do. */
async function offersJetStream(address: Address): Promise<boolean> {
  const line = await overTcp<string>(address, (socket, done) => {
    let received = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text;
      if (received.includes('\r\n')) done(received);
    });
  });
  return line.startsWith('INFO ') && JSON.parse(line.slice(5, line.indexOf('\r\n'))).jetstream === true;
}
