import { type Client, type Dispatcher, Pool } from 'undici';
import type { ContenderProcess } from './contender-process.js';
import { PARSE_KEYS } from './contenders/parse.js';
import type { RequestMaker } from './rows.js';

export interface Measured {
  readonly requests: number;
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

interface Run {
  readonly times: number[];
  readonly failures: number;
  /** Calls: a batch has several. */
  readonly done: number;
  readonly seconds: number;
}

/** This many clients send each next request at once. The server reports its own usage. */
export async function underLoad(contender: ContenderProcess, make: RequestMaker, load: Load): Promise<Measured> {
  const pool = new Pool(contender.url, { connections: load.clients, pipelining: 1 });
  const headers = headersOf(load.token);
  let n = 0;
  async function run(millis: number): Promise<Run> {
    const startedAt = performance.now();
    const until = startedAt + millis;
    const times: number[] = [];
    let failures = 0;
    let done = 0;
    const client = async () => {
      while (performance.now() < until) {
        const sentAt = performance.now();
        const { method, path, body, calls = 1 } = make(n++);
        if ((await statusOf(pool, { method, path, headers, body: body ?? null })) >= 400) failures += 1;
        done += calls;
        times.push(performance.now() - sentAt);
      }
    };
    await Promise.all(Array.from({ length: load.clients }, client));
    return { times, failures, done, seconds: (performance.now() - startedAt) / 1000 };
  }

  try {
    await run(load.warmUpMillis);
    const before = await contender.usage();
    const { times, failures, done, seconds } = await run(load.millis);
    const after = await contender.usage();
    times.sort((a, b) => a - b);
    return {
      requests: done,
      requestsPerSecond: done / seconds,
      cpuMicrosPerRequest: (after.cpuMicros - before.cpuMicros) / done,
      p50Millis: times[Math.floor(times.length * 0.5)] ?? 0,
      p99Millis: times[Math.floor(times.length * 0.99)] ?? 0,
      rssMiB: after.rss / 1024 / 1024,
      failures,
    };
  } finally {
    await pool.close();
  }
}

/** The headers of every request. */
export function headersOf(token: string): Record<string, string> {
  return {
    ...{ authorization: `Bearer ${token}`, 'et-client-name': 'acme-bench', 'content-type': 'application/json' },
    ...PARSE_KEYS,
  };
}

/** Sends a request and reads its answer to the end. By the inner door: what asks must cost little itself. */
export function statusOf(by: Pool | Client, request: Dispatcher.DispatchOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0;
    by.dispatch(request, {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, statusCode) => {
        status = statusCode;
      },
      onResponseData: () => undefined,
      onResponseEnd: () => resolve(status),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}
