import type { Readable } from 'node:stream';
import { errorFromProblem, type NamedOperation, ProfilesError } from '@profiles/contracts';
import { Pool } from 'undici';
import { EVENTS_CURSOR_HEADER } from './events-cursor-header.js';

/** The headers of a call: the token of the caller, which the gateway verifies again, and those that name and trace the call. */
export type CallHeaders = Readonly<Record<string, string>>;

/** An open stream of server-sent events. */
export interface GatewayStream {
  readonly body: Readable;
  /** The position at which it begins. */
  readonly cursor: string | undefined;
}

/** The app that reads events from the broker: see ADR 0041. */
export interface EventsGateway {
  /**
   * A page of events, as JSON in UTF-8.
   * @throws {@link ProfilesError}
   */
  list(input: object, headers: CallHeaders): Promise<Buffer>;
  /**
   * Opens the stream of events. The caller destroys its body.
   * @throws {@link ProfilesError}
   */
  subscribe(input: object, headers: CallHeaders): Promise<GatewayStream>;
  /** Ends the calls that wait for an event, because this process stops. Their callers get an empty page. */
  endWaits(): void;
  /** The readiness check. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The paths of the gateway. They are POST: the input is JSON, as the schemas of the operations have it. */
export const GATEWAY_PATHS = { list: '/feed/events', subscribe: '/feed/stream' } as const;

/** Longer than the longest wait of list-events, in milliseconds. */
const HEADERS_MILLIS = 40_000;
/** As for calls to the service: an idle connection is closed before a stopping gateway would close it, in milliseconds. */
const MAX_IDLE_MILLIS = 4_000;

/** Calls the gateway over HTTP. Each stream has a connection of its own. */
export function eventsGatewayAt(url: string): EventsGateway {
  const pool = new Pool(new URL(url).origin, {
    connections: null,
    pipelining: 1,
    headersTimeout: HEADERS_MILLIS,
    keepAliveTimeout: MAX_IDLE_MILLIS,
    keepAliveMaxTimeout: MAX_IDLE_MILLIS,
  });

  const stopping = new AbortController();

  async function post(path: string, input: object, options: PostOptions) {
    const headers = { ...options.headers, 'content-type': 'application/json' };
    const { bodyTimeout, signal } = options;
    const response = await pool
      .request({ method: 'POST', path, body: JSON.stringify(input), headers, bodyTimeout, ...(signal && { signal }) })
      .catch((cause: unknown) => Promise.reject(unreachable(cause)));
    if (response.statusCode === 200) return response;
    const problem: unknown = await response.body.json().catch(() => undefined);
    throw errorFromProblem(problem) ?? unreachable(new Error(`The events gateway responds ${response.statusCode}.`));
  }

  return {
    async list(input, headers) {
      const { signal } = stopping;
      try {
        const { body } = await post(GATEWAY_PATHS.list, input, { headers, bodyTimeout: HEADERS_MILLIS, signal });
        return Buffer.from(await body.arrayBuffer());
      } catch (error) {
        if (signal.aborted) return emptyPage(input);
        throw error instanceof ProfilesError ? error : unreachable(error);
      }
    },
    async subscribe(input, headers) {
      const { body, headers: received } = await post(GATEWAY_PATHS.subscribe, input, { headers, bodyTimeout: 0 });
      return { body, cursor: received[EVENTS_CURSOR_HEADER]?.toString() };
    },
    endWaits: () => stopping.abort(),
    async check() {
      const { statusCode, body } = await pool.request({ method: 'GET', path: '/healthz', headersTimeout: 2_000 });
      await body.dump();
      if (statusCode !== 200) throw new Error(`The events gateway responds ${statusCode}.`);
    },
    close: () => pool.destroy(),
  };
}

/** Whether a call waits for an event. While it waits it is no load: others are not refused because of it. */
export function waitsForEvents({ name }: NamedOperation, input: unknown): boolean {
  const { wait = 0 } = (input ?? {}) as { readonly wait?: unknown };
  return name === 'events.list' && Number(wait) > 0;
}

interface PostOptions {
  readonly headers: CallHeaders;
  readonly bodyTimeout: number;
  readonly signal?: AbortSignal;
}

/** The page of a call that has waited in vain: it continues where it was. */
function emptyPage(input: { readonly after?: unknown }): Buffer {
  if (typeof input.after !== 'string') throw new ProfilesError(503, { retryAfter: 1 });
  return Buffer.from(JSON.stringify({ items: [], nextCursor: input.after }));
}

function unreachable(cause: unknown): ProfilesError {
  return new ProfilesError(619, { detail: 'The events gateway can not be reached. Try again later.' }, { cause });
}
