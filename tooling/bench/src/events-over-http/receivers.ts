import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { EVENTS_CURSOR_HEADER, GATEWAY_PATHS } from '@profiles/service-kit';
import { Agent, request } from 'undici';
import type { NotedChange } from '../events-under-kills/channel-check.js';
import type { EventSystem } from './system.js';

/** Receives the events of organisations in one of the three ways. */
export interface Receiver {
  close(): Promise<void>;
}

/** Begins to receive; `onEvent` gets the id of each event at its receipt. Resolves when nothing that follows is missed. */
export type Receive = (
  system: EventSystem,
  organisations: readonly number[],
  onEvent: (id: string) => void,
) => Promise<Receiver>;

/** The most events that a page of the feed can have. */
export const MAX_PAGE = 1000;

interface Page {
  readonly items: readonly { readonly id: string; readonly data: NotedChange }[];
  readonly nextCursor: string;
}

/** One caller of list-events per organisation, who waits for the next events (long poll). */
export const receiveFeed: Receive = async (system, organisations, onEvent) => {
  const closed = new AbortController();
  const agent = agentWithoutTimeouts();
  const follow = async (headers: Record<string, string>, begin: string) => {
    for (let after = begin; !closed.signal.aborted; ) {
      const url = `${system.restUrl}/events?limit=${MAX_PAGE}&wait=30&after=${after}`;
      const { items, nextCursor } = await pageAt(url, { headers, dispatcher: agent, signal: closed.signal });
      for (const { id } of items) onEvent(id);
      after = nextCursor;
    }
  };
  const following = organisations.map(async (organisationId) => {
    const headers = await system.headersFor(organisationId);
    return { headers, begin: await endOfFeed(system, headers) };
  });
  const runs = (await Promise.all(following)).map(({ headers, begin }) =>
    follow(headers, begin).catch(unlessClosed(closed)),
  );
  return closing(closed, agent, runs);
};

/** One listener of the stream of server-sent events per organisation. */
export const receiveStream: Receive = async (system, organisations, onEvent) => {
  const closed = new AbortController();
  const agent = agentWithoutTimeouts();
  const runs = await Promise.all(
    organisations.map(async (organisationId) => {
      const headers = await system.headersFor(organisationId);
      const { body, statusCode } = await request(`${system.restUrl}/events/stream`, {
        ...{ headers, dispatcher: agent, signal: closed.signal },
      });
      if (statusCode !== 200) throw new Error(`${statusCode}: ${await body.text()}`);
      const lines = createInterface({ input: body });
      lines.on('line', (line) => {
        if (line.startsWith(DATA)) onEvent((JSON.parse(line.slice(DATA.length)) as { id: string }).id);
      });
      // It passes on that the body was aborted.
      lines.on('error', unlessClosed(closed));
      return { run: new Promise<void>((resolve) => body.once('close', resolve)) };
    }),
  );
  return closing(
    closed,
    agent,
    runs.map(({ run }) => run),
  );
};

const DATA = 'data: ';

/** One webhook per organisation, all with a receiver in this process that accepts at once. */
export const receiveWebhooks: Receive = async (system, organisations, onEvent) => {
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      onEvent(String(incoming.headers['webhook-id']));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const made = await Promise.all(
    organisations.map(async (organisationId) => {
      const webhooks = await system.webhooksOf(organisationId);
      const { id: webhookId } = await webhooks.create({ url: `http://127.0.0.1:${port}/` });
      return () => webhooks.delete({ webhookId });
    }),
  );
  return {
    close: async () => {
      for (const remove of made) await remove();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

interface PageCall {
  readonly headers: Record<string, string>;
  readonly dispatcher?: Agent;
  readonly signal?: AbortSignal;
}

/** @throws when the response is no page. */
export async function pageAt(url: string, call: PageCall): Promise<Page> {
  const { statusCode, body } = await request(url, call);
  if (statusCode !== 200) throw new Error(`${statusCode}: ${await body.text()}`);
  return (await body.json()) as Page;
}

/** The position behind the newest event: that of a new listener. */
async function endOfFeed({ gatewayUrl }: EventSystem, callHeaders: Record<string, string>): Promise<string> {
  const { headers, body } = await request(`${gatewayUrl}${GATEWAY_PATHS.subscribe}`, {
    ...{ method: 'POST', headers: { ...callHeaders, 'content-type': 'application/json' }, body: '{}' },
  });
  body.on('error', () => undefined).destroy();
  return String(headers[EVENTS_CURSOR_HEADER]);
}

function agentWithoutTimeouts(): Agent {
  return new Agent({ headersTimeout: 0, bodyTimeout: 0 });
}

function closing(closed: AbortController, agent: Agent, runs: readonly Promise<void>[]): Receiver {
  return {
    close: async () => {
      closed.abort();
      await Promise.all(runs);
      await agent.destroy();
    },
  };
}

function unlessClosed({ signal }: AbortController): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}
