import { Pool } from 'undici';
import type { ContenderProcess } from './contender-process.js';
import type { RequestMaker } from './rows.js';

export interface Measured {
  readonly requestsPerSecond: number;
  readonly cpuMicrosPerRequest: number;
  readonly p50Millis: number;
  readonly p99Millis: number;
  readonly rssMiB: number;
  readonly failures: number;
}

interface Load {
  readonly clients: number;
  readonly warmUpMillis: number;
  readonly millis: number;
  readonly token: string;
}

/** So many clients ask as fast as they get answers. What the server used is told by the server. */
export async function underLoad(contender: ContenderProcess, make: RequestMaker, load: Load): Promise<Measured> {
  const pool = new Pool(contender.url, { connections: load.clients, pipelining: 1 });
  const headers = {
    ...{ authorization: `Bearer ${load.token}`, 'et-client-name': 'acme-bench', 'content-type': 'application/json' },
  };
  let n = 0;
  async function run(millis: number): Promise<{ times: number[]; failures: number; seconds: number }> {
    const startedAt = performance.now();
    const until = startedAt + millis;
    const times: number[] = [];
    let failures = 0;
    const client = async () => {
      while (performance.now() < until) {
        const sentAt = performance.now();
        const { method, path, body } = make(n++);
        const { statusCode, body: answer } = await pool.request({ method, path, headers, body: body ?? null });
        await answer.dump({ limit: 100_000_000 });
        if (statusCode >= 400) failures += 1;
        times.push(performance.now() - sentAt);
      }
    };
    await Promise.all(Array.from({ length: load.clients }, client));
    return { times, failures, seconds: (performance.now() - startedAt) / 1000 };
  }

  try {
    await run(load.warmUpMillis);
    const before = await contender.usage();
    const { times, failures, seconds } = await run(load.millis);
    const after = await contender.usage();
    times.sort((a, b) => a - b);
    return {
      requestsPerSecond: times.length / seconds,
      cpuMicrosPerRequest: (after.cpuMicros - before.cpuMicros) / times.length,
      p50Millis: times[Math.floor(times.length * 0.5)] ?? 0,
      p99Millis: times[Math.floor(times.length * 0.99)] ?? 0,
      rssMiB: after.rss / 1024 / 1024,
      failures,
    };
  } finally {
    await pool.close();
  }
}
