import { Readable } from 'node:stream';
import type { EventFeed, EventPageRequest, PositionedEvent, SubscriptionRequest } from '@profiles/application';
import { type CustomerChangedEvent, ProfilesError } from '@profiles/contracts';
import { type CallHeaders, CORRELATION_HEADER, type EventsGateway } from '@profiles/service-kit';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { CallSource } from './shared-calls.js';

/** Returns the feed for the caller of a request: the gateway gets the caller's own token, and verifies it again. */
export type EventFeeds = (request: CallSource) => EventFeed | undefined;

/** The feeds behind a gateway; without one, events can't be read over HTTP. */
export function eventFeeds(gateway: EventsGateway | undefined): EventFeeds {
  if (gateway === undefined) return () => undefined;
  return (request) => {
    const headers = headersOf(request);
    return {
      list: (page: EventPageRequest) => gateway.list(page, headers),
      async subscribe(subscription: SubscriptionRequest, signal: AbortSignal) {
        const { body, cursor } = await gateway.subscribe(subscription, headers);
        const leave = () => body.destroy();
        signal.addEventListener('abort', leave, { once: true });
        if (signal.aborted) leave();
        return { cursor, events: eventsIn(body) };
      },
    };
  };
}

const PASSED_ON = ['authorization', 'et-client-name', 'traceparent'] as const;

function headersOf({ headers, id, ip }: CallSource): CallHeaders {
  const passed = PASSED_ON.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]]));
  return { ...Object.fromEntries(passed), [CORRELATION_HEADER]: id, 'x-forwarded-for': ip };
}

/**
 * The events of a stream.
 * @throws ProfilesError 503 when the stream ends: the caller resumes from its last cursor. A subscription that just ended would
 *   be over for a client of tRPC.
 */
async function* eventsIn(body: Readable): AsyncGenerator<PositionedEvent, void, undefined> {
  const messages = Readable.toWeb(body).pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  try {
    for await (const { id = '', data } of messages) {
      yield { cursor: id, event: JSON.parse(data) as CustomerChangedEvent };
    }
    throw new Error('The gateway has ended the stream.');
  } catch (error) {
    throw interrupted(error);
  } finally {
    body.destroy();
  }
}

function interrupted(cause: unknown): ProfilesError {
  return new ProfilesError(
    503,
    { detail: 'The stream was interrupted. Resume from the last id.', retryAfter: 1 },
    { cause },
  );
}
