import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../process/free-port.js';
import type { RunningServer } from '../running-server.js';
import { startNats } from './start-nats.js';

interface BrokerLimits {
  /** The storage of the server, in bytes. Absent: no limit of its own. */
  readonly maxFileStore?: number;
}

/** A broker of a test's own, which may be killed and started again with its data on its port. */
export async function mortalBroker(limits: BrokerLimits = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'broker-'));
  const port = await freePort();
  const configFile = join(dataDir, 'nats.conf');
  const settings = { dataDir, port, configFile, log: () => {}, env: { ...process.env, NATS_URL: undefined } };
  const start = async ({ maxFileStore }: BrokerLimits) => {
    const limit = maxFileStore === undefined ? '' : `max_file_store: ${maxFileStore}`;
    await writeFile(configFile, `jetstream {\n  store_dir: "${dataDir}"\n  ${limit}\n}\n`);
    return startNats(settings);
  };
  let server: RunningServer | undefined = await start(limits);
  const kept = `${dataDir}-kept`;
  return {
    url: `nats://127.0.0.1:${port}`,
    async kill() {
      server?.kill?.();
      await server?.stop();
      server = undefined;
    },
    async start(newLimits: BrokerLimits = limits) {
      server = await start(newLimits);
    },
    /** Keeps a copy of the data. The broker is killed. */
    keepData: () => cp(dataDir, kept, { recursive: true }),
    /** Goes back to the copy, as a machine does that lost what was not on its disk. The broker is killed. */
    async loseNewest() {
      await rm(dataDir, { recursive: true, force: true });
      await cp(kept, dataDir, { recursive: true });
    },
    async stop() {
      await server?.stop();
      await Promise.all([dataDir, kept].map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}
