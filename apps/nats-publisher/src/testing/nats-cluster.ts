import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager, type StreamInfo } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { freePort, type RunningServer, startNats } from '@profiles/devstack';
import { type FaultyProxy, faultyProxy } from './faulty-proxy.js';
import { eventually } from './test-servers.js';

interface Node {
  readonly name: string;
  readonly port: number;
  readonly dataDir: string;
  readonly configFile: string;
  server: RunningServer | undefined;
}

/** A port on which no server listens: gossip about routes must not go around the proxy. */
const NOWHERE = '127.0.0.1:9';

/**
 * A cluster of three nats-servers, `n0` to `n2`. The routes to and from `n2` go through a proxy, so that it can be cut off
 * from the others while clients still reach it.
 */
export async function natsCluster() {
  const root = await mkdtemp(join(tmpdir(), 'nats-cluster-'));
  const routePorts = [await freePort(), await freePort(), await freePort()];
  // Of the routes from n2 to n0 and n1, and of those to n2.
  const proxies: FaultyProxy[] = [];
  for (const port of routePorts) proxies.push(await faultyProxy({ host: '127.0.0.1', port }));
  const route = (port: number | undefined) => `"nats-route://127.0.0.1:${port}"`;
  const [proxied0, proxied1, proxied2] = proxies.map(({ port }) => route(port));
  const routes = [
    [route(routePorts[1]), proxied2],
    [route(routePorts[0]), proxied2],
    [proxied0, proxied1],
  ];
  const nodes: Node[] = [];
  for (const at of [0, 1, 2]) {
    const dataDir = join(root, `n${at}`);
    const configFile = join(root, `n${at}.conf`);
    nodes.push({ name: `n${at}`, port: await freePort(), dataDir, configFile, server: undefined });
    await writeFile(
      configFile,
      `server_name: n${at}
jetstream { store_dir: "${dataDir}", sync_interval: always }
cluster {
  name: events, listen: "127.0.0.1:${routePorts[at]}", advertise: "${NOWHERE}"
  routes: [${routes[at]?.join(', ')}]
}
`,
    );
  }
  const nodeOf = (name: string) => nodes.find((node) => node.name === name) as Node;
  const start = async (node: Node) => {
    const { dataDir, configFile, port } = node;
    node.server = await startNats({
      dataDir,
      configFile,
      port,
      log: () => {},
      env: { ...process.env, NATS_URL: undefined },
    });
  };
  await Promise.all(nodes.map(start));
  const urls = nodes.map(({ port }) => `nats://127.0.0.1:${port}`);
  await eventually('a cluster of three', () => takesThreeReplicas(urls));

  return {
    urls,
    natsUrl: urls.join(','),
    /** Cuts n2 off from the other servers. */
    cutOff() {
      for (const proxy of proxies) {
        proxy.faults.isOpen = false;
        proxy.cut();
      }
    },
    /** Lets n2 reach the other servers again. */
    reconnect() {
      for (const proxy of proxies) proxy.faults.isOpen = true;
    },
    urlOf: (name: string) => `nats://127.0.0.1:${nodeOf(name).port}`,
    /** The stream as its leader knows it. Undefined while it has none. */
    async streamInfo(stream: string): Promise<StreamInfo | undefined> {
      const connection = await connect({ servers: urls, reconnect: false });
      try {
        const { streams } = await jetstreamManager(connection, { checkAPI: false, timeout: 1_000 });
        return await streams.info(stream).catch(() => undefined);
      } finally {
        await connection.close();
      }
    },
    /** Waits until all three servers have the whole stream. */
    async inSync(stream: string) {
      await eventually('all replicas to be current', async () => {
        const cluster = (await this.streamInfo(stream))?.cluster;
        return cluster?.leader !== undefined && cluster.replicas?.every(({ current }) => current) === true;
      });
    },
    leaderOf(stream: string): Promise<string> {
      return eventually('a leader', async () => (await this.streamInfo(stream))?.cluster?.leader);
    },
    async kill(name: string) {
      const node = nodeOf(name);
      node.server?.kill?.();
      await node.server?.stop();
      node.server = undefined;
    },
    start: (name: string) => start(nodeOf(name)),
    /** Starts all servers that were killed, and ends the partition. */
    async heal() {
      for (const proxy of proxies) proxy.faults.isOpen = true;
      await Promise.all(nodes.filter(({ server }) => server === undefined).map(start));
    },
    /** The disk of a stopped server is replaced by an empty one. */
    loseDisk: (name: string) => rm(nodeOf(name).dataDir, { recursive: true, force: true }),
    async stop() {
      await Promise.all(nodes.map(({ server }) => server?.stop()));
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function takesThreeReplicas(urls: readonly string[]): Promise<boolean> {
  const connection = await connect({ servers: [...urls], reconnect: false });
  try {
    const { streams } = await jetstreamManager(connection, { checkAPI: false, timeout: 2_000 });
    await streams.add({ name: 'probe', subjects: ['probe'], num_replicas: 3 });
    return await streams.delete('probe');
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

export type NatsCluster = Awaited<ReturnType<typeof natsCluster>>;
