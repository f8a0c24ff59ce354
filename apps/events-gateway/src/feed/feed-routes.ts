import {
  authorise,
  type Caller,
  type FieldError,
  isBlank,
  MAX_CURSOR,
  malformedCursor,
  OPERATIONS,
  type Operation,
  type ParsedInputOf,
  ProfilesError,
  parseInput,
  SUBSCRIBE_EVENTS,
} from '@profiles/contracts';
import {
  authenticate,
  type CallMetrics,
  EVENTS_CURSOR_HEADER,
  GATEWAY_PATHS,
  leaveLoadLimits,
  noteOperation,
  type RateLimiter,
  requestCallOf,
  requestMetadataFrom,
  shutdownOf,
  type TokenVerifier,
} from '@profiles/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StreamUnreadableError } from '../stream/stream-errors.js';
import { cursorOf, type Position, positionIn, positionOf } from './cursor.js';
import type { EventFeed, Page } from './event-feed.js';
import type { Listeners } from './listeners.js';
import type { Selection } from './selection.js';
import type { Waiters } from './waiters.js';

export interface FeedRouteParts {
  readonly feed: EventFeed;
  readonly waiters: Waiters;
  readonly listeners: Listeners;
  readonly verify: TokenVerifier;
  readonly limiter: RateLimiter;
  readonly calls: CallMetrics;
  readonly onListed: (events: number) => void;
}

interface Admitted<O extends Operation> {
  readonly caller: Caller;
  readonly input: ParsedInputOf<O>;
}

type List = typeof OPERATIONS.events.list;
type Subscribe = typeof SUBSCRIBE_EVENTS.operation;

/**
 * The routes of the feed, for adapter and service. The checks are those of every call, in their order: token (401), permission
 * and organisation (403), rate limit (429), input (400).
 */
export function addFeedRoutes(server: FastifyInstance, parts: FeedRouteParts): void {
  const { feed, listeners, waiters, onListed } = parts;
  const { signal: closing } = shutdownOf(server);
  closing.addEventListener('abort', () => listeners.close(), { once: true });

  server.post(GATEWAY_PATHS.list, async (request, reply) =>
    observed(parts, 'events.list', request, async () => {
      const arriving = { request, reply, parts, cursorAt: 'after' } as const;
      const { caller, input } = await admitted<List>(OPERATIONS.events.list, arriving);
      const asked = { selection: selectionOf(caller, input), limit: input.limit };
      let after = input.after === undefined ? undefined : positionOf(input.after, 'after');
      let page = await readable(() => feed.page({ ...asked, after }));
      const deadline = performance.now() + input.wait * 1000;
      const ended = AbortSignal.any([closing, leaving(reply)]);
      while (page.events.length === 0 && performance.now() < deadline && !ended.aborted) {
        // An idle caller is no load: others are not refused because of it.
        leaveLoadLimits(request);
        const position = page.position;
        await readable(async () => {
          // An event that came meanwhile wakes no caller, and a page of a rare type can end before the newest event: read on.
          if (feed.newest().sequence > position.sequence) return;
          await waiters.wait(asked.selection, { millis: deadline - performance.now(), signal: ended });
        });
        after = position;
        page = await readable(() => feed.page({ ...asked, after }));
      }
      onListed(page.events.length);
      return reply.type('application/json; charset=utf-8').send(jsonOf(page));
    }),
  );

  server.post(GATEWAY_PATHS.subscribe, async (request, reply) =>
    observed(parts, SUBSCRIBE_EVENTS.name, request, async () => {
      const arriving = { request, reply, parts, cursorAt: 'lastEventId' } as const;
      const { caller, input } = await admitted<Subscribe>(SUBSCRIBE_EVENTS.operation, arriving);
      const selection = selectionOf(caller, input);
      const position = await readable(() => startOf(feed, { selection, lastEventId: input.lastEventId }));
      if (closing.aborted) throw new ProfilesError(503, { retryAfter: 1 });
      leaveLoadLimits(request);
      reply.hijack();
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        [EVENTS_CURSOR_HEADER]: cursorOf(position),
      });
      listeners.add({ selection, position, response: reply.raw, expiresAt: expiryOf(request) });
    }),
  );
}

/** The position that a listener begins at: after its last event, or now. */
async function startOf(
  feed: EventFeed,
  { selection, lastEventId }: { readonly selection: Selection; readonly lastEventId: string | undefined },
): Promise<Position> {
  if (lastEventId === undefined) return feed.newest();
  const after = positionOf(lastEventId, 'lastEventId');
  // Refuses a position that is no longer one of the stream before the response has begun.
  const { events, position } = await feed.page({ selection, after, limit: 1 });
  // Without an event in between, the newer position is as good, and is kept for longer.
  return events.length === 0 ? position : after;
}

interface Arriving {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly parts: FeedRouteParts;
  /** The field that a cursor comes in. */
  readonly cursorAt: 'after' | 'lastEventId';
}

async function admitted<O extends Operation>(
  operation: O,
  { request, reply, parts: { verify, limiter }, cursorAt }: Arriving,
): Promise<Admitted<O>> {
  const caller = await authenticate(request, { verify, limiter });
  callers.set(request, caller);
  authorise(caller, operation, request.body);
  const clientName = request.headers['et-client-name']?.toString();
  const subject = { caller, clientName, address: request.ip };
  await limiter.charge(subject, operation.cost ?? 1, (headers) => reply.headers(headers));
  const { metadataErrors = [] } = requestMetadataFrom(request.headers);
  const errors = [...metadataErrors, ...cursorErrors(request.body, cursorAt)];
  return { caller, input: parseInput(operation, request.body, errors) };
}

/** The errors of a cursor, to be named beside those of the other fields. The schema judges what is no text of that length. */
function cursorErrors(input: unknown, path: Arriving['cursorAt']): readonly FieldError[] {
  const cursor = (input as Readonly<Record<string, unknown>> | null | undefined)?.[path];
  if (typeof cursor !== 'string' || isBlank(cursor) || [...cursor].length > MAX_CURSOR) return [];
  return positionIn(cursor) === undefined ? (malformedCursor(path).details.errors ?? []) : [];
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** Counts a call. A subscription is counted when it begins. */
// biome-ignore lint/complexity/useMaxParams: the name of the call and what it does belong together
async function observed<T>(
  { calls }: FeedRouteParts,
  operation: string,
  request: FastifyRequest,
  run: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  noteOperation(request, operation);
  let errorCode: ProfilesError['code'] | undefined;
  try {
    return await run();
  } catch (error) {
    errorCode = error instanceof ProfilesError ? error.code : 500;
    throw error;
  } finally {
    const seconds = (performance.now() - startedAt) / 1000;
    if (requestCallOf(request) !== null) calls.observe({ operation, caller: callers.get(request), errorCode, seconds });
  }
}

function selectionOf(
  { organisationId: own }: Caller,
  { organisationId = own, customerNumber, type }: Omit<ParsedInputOf<Subscribe>, 'lastEventId'>,
): Selection {
  return { organisationId, customerNumber, type };
}

/** @throws {@link ProfilesError} 619 while the stream can't be read. */
async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof StreamUnreadableError)) throw error;
    const detail = 'The events can not be read now. Try again later with the same cursor: nothing is lost.';
    throw new ProfilesError(619, { detail, retryAfter: 1 }, { cause: error });
  }
}

/** The events are copied as they are in the stream. */
function jsonOf({ events, position }: Page): Buffer {
  const parts = events.flatMap(({ json }, index) => (index === 0 ? [json] : [COMMA, json]));
  return Buffer.concat([BEFORE, ...parts, Buffer.from(`],"nextCursor":"${cursorOf(position)}"}`)]);
}

const BEFORE = Buffer.from('{"items":[');
const COMMA = Buffer.from(',');

/** Aborts when the caller leaves. */
function leaving({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController();
  raw.once('close', () => left.abort());
  return left.signal;
}

/** When a verified token ends, in milliseconds since 1970. */
function expiryOf({ headers }: FastifyRequest): number {
  const [, payload = ''] = (headers.authorization ?? '').split('.');
  const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { exp: number };
  return exp * 1000;
}
