import { fileURLToPath } from 'node:url';
import { freePort, type GuardedProcess, startGuarded } from '@profiles/devstack';
import { untilReady } from '../until-ready.js';

const MAIN = fileURLToPath(new URL('../../../../apps/all-in-one/dist/main.js', import.meta.url));
const READY_MILLIS = 120_000;

/** A process of `all-in-one`, which can be started again. */
export interface Instance {
  readonly url: string;
  /** Resident memory in MiB; undefined while the process does not respond. */
  memory(): Promise<number | undefined>;
  /** Ends the process by a signal, and starts it again on its port. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a process with these settings on ports of its own. */
export async function startInstance(settings: Readonly<Record<string, string>>, logFile: string): Promise<Instance> {
  const names = ['PORT', 'SERVICE_PORT', 'PUBLISHER_PORT', 'GATEWAY_PORT'];
  const ports: Record<string, string> = {};
  for (const name of names) ports[name] = String(await freePort());
  const url = `http://127.0.0.1:${ports['PORT']}`;
  let running: GuardedProcess;
  const start = async () => {
    running = await startGuarded({
      ...{ name: 'all-in-one', command: process.execPath, args: [MAIN], logFile },
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'error', ...settings, ...ports },
    });
    await untilReady(url, { everyMillis: 200, maxMillis: READY_MILLIS });
  };
  await start();
  return {
    url,
    async memory() {
      const text = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(10_000) }).then(
        (response) => response.text(),
        () => '',
      );
      const bytes = /^process_resident_memory_bytes(?:{.*})? (\S+)$/m.exec(text)?.[1];
      return bytes === undefined ? undefined : Number(bytes) / 1024 / 1024;
    },
    async restart(signal) {
      if (signal === 'SIGTERM') await running.stop(30_000);
      else running.kill('SIGKILL');
      await running.exited;
      await start();
    },
    stop: () => running.stop(),
  };
}
