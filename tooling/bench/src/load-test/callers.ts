import { Client } from 'undici';
import { headersOf, statusOf } from '../load.js';
import type { Request, RequestMaker } from '../rows.js';

export interface Target {
  readonly url: string;
  readonly token: string;
  readonly make: RequestMaker;
}

/** Asks the n-th question; resolves to the status, or to 0 when there was no answer. Never rejects. */
export type Ask = (n: number) => Promise<number>;

export interface Callers {
  readonly ask: Ask;
  close(): Promise<void>;
}

/** As many callers as there are sockets; more than the places that the service has, or it would never be full. */
const SOCKETS = 1024;
const ANSWER_WITHIN_MILLIS = 30_000;

/**
 * Many callers with a connection each, which is open before anything is measured: Node takes on one new connection per
 * turn of its event loop, and what is to be seen here is how it answers those it has. The one that has been idle longest
 * asks next, so that none is closed for being idle.
 */
export async function createCallers({ url, token, make }: Target): Promise<Callers> {
  const limits = { headersTimeout: ANSWER_WITHIN_MILLIS, bodyTimeout: ANSWER_WITHIN_MILLIS };
  const clients = Array.from({ length: SOCKETS }, () => new Client(url, { pipelining: 1, ...limits }));
  const idle = [...clients];
  const waiting: ((client: Client) => void)[] = [];
  const headers = headersOf(token);

  async function statusOver(client: Client, { method, path, body }: Request): Promise<number> {
    try {
      return await statusOf(client, { method, path, headers, body: body ?? null });
    } catch {
      return 0;
    } finally {
      const next = waiting.shift();
      if (next === undefined) idle.push(client);
      else next(client);
    }
  }

  const ask = async (request: Request) => {
    const client = idle.shift() ?? (await new Promise<Client>((resolve) => waiting.push(resolve)));
    return statusOver(client, request);
  };
  for (const _client of clients) await ask({ method: 'GET', path: '/healthz' });
  return {
    ask: (n) => ask(make(n)),
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}
