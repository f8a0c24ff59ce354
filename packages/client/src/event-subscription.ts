import type { CallOptions } from '@profiles/contracts/calls';
import type { EventPage, EventsListInput } from './api.generated.js';
import type { SendWithBearer } from './bearers.js';
import { headersFrom } from './call-headers.js';
import { type MessageStream, messagesOf } from './event-messages.js';
import { setTimeout } from './pause.js';
import { abortError, errorOfProblem, type FailedCall, failureOf, ProfilesCallError } from './profiles-call-error.js';
import { canPass, type Retries } from './retries.js';

/** A change of a customer: a CloudEvent without personal data. */
export type CustomerChangedEvent = EventPage['items'][number];

/** The events that a subscription gets, and where it begins: after the position `after`, or now. */
export type EventSubscriptionInput = Pick<EventsListInput, 'after' | 'customerNumber' | 'type' | 'organisationId'>;

/** The options of a subscription. */
export interface SubscribeOptions
  extends Pick<CallOptions, 'signal' | 'token' | 'correlationId' | 'traceparent' | 'timeoutMillis'> {
  /** Is told when the connection broke. The subscription resumes by itself. */
  readonly onInterrupted?: (error: ProfilesCallError) => void;
}

/** The changes of customers as they happen. Iterate over it once: `for await (const event of subscription)`. */
export interface EventSubscription extends AsyncIterable<CustomerChangedEvent> {
  /**
   * The position after the last event that the iteration returned, before the first one the position where it began. Store it
   * when the event is handled, and pass it as `after` to continue in another process.
   */
  readonly cursor: string;
  /** Ends the subscription: the iteration ends without an error. A `break` out of the loop does it too. */
  close(): void;
}

/** Subscribes to events. */
export interface EventSubscriber {
  /**
   * Subscribe to events.
   *
   * Resolves when the subscription has begun. It resumes by itself from its cursor, without a limit of attempts, after a broken
   * connection, a restart of the service and the end of a token (with a new one of the token function): nothing is missed and
   * nothing is repeated. A consumer that is slower than the events is waited for.
   *
   * REST: `GET /events/stream`. Permission: `customers-profile:les`.
   * @throws {@link ProfilesCallError} here and in the iteration, also with its own code 630 (cursor too old): read the current
   *   state of the customers, then subscribe again without `after`. `message` says what happened to the position.
   * @throws AbortError when the signal aborted it.
   * @example
   * const events = await api.events.subscribe({ after: stored }, { signal });
   * for await (const event of events) {
   *   await handle(event);
   *   await store(events.cursor);
   * }
   */
  subscribe(input?: EventSubscriptionInput, options?: SubscribeOptions): Promise<EventSubscription>;
}

/** The parts of the client that a subscription uses. */
export interface SubscriptionParts {
  readonly origin: string;
  readonly clientName: string;
  readonly timeoutMillis: number;
  readonly sendWithBearer: SendWithBearer;
  readonly retries: Retries;
  readonly fetch: typeof globalThis.fetch | undefined;
}

/** The service sends a sign of life every 15 seconds. After three of them that did not come the connection is dead. */
const SILENCE_MILLIS = 45_000;
/** The mean pause before the first attempt to resume, in milliseconds. It doubles with each one. */
const FIRST_PAUSE_MILLIS = 50;
const MAX_PAUSE_MILLIS = 5_000;
const OPERATION = 'events.subscribe';

/** A connection on which the service has accepted the subscription. */
interface Connection extends MessageStream {
  readonly cursor: string;
}

/** Makes the subscriber of a client. */
export function eventSubscriber(parts: SubscriptionParts): EventSubscriber {
  return {
    async subscribe({ after, ...selection } = {}, options = {}) {
      const { signal: given, token, onInterrupted, timeoutMillis = parts.timeoutMillis, ...headers } = options;
      const call: FailedCall = {
        ...{ operation: OPERATION, url: parts.origin, timeoutMillis },
        correlationId: options.correlationId,
      };
      const closing = new AbortController();
      const signal = given === undefined ? closing.signal : AbortSignal.any([given, closing.signal]);
      const connect = (cursor: string | undefined) =>
        parts.sendWithBearer({ call, ownToken: token }, (bearer) => {
          const sent = { 'content-type': 'application/json', ...headersFrom({ ...parts, ...headers }, bearer) };
          return connectionTo(parts, call, { headers: sent, input: { ...selection, lastEventId: cursor }, signal });
        });
      const thrown = (error: unknown) => (given?.aborted ? abortError(given) : error);

      const first = await parts.retries
        .run({ isRepeatable: true, signal }, () => connect(after ?? undefined))
        .catch((error: unknown) => Promise.reject(thrown(error)));
      let connection: Connection | undefined = first;
      let { cursor } = first;

      async function* events(): AsyncGenerator<CustomerChangedEvent, void, undefined> {
        let failures = 0;
        try {
          while (!closing.signal.aborted) {
            try {
              connection ??= await connect(cursor);
              cursor = connection.cursor;
              for await (const { event, id, data } of connection.messages) {
                if (event === 'connected') continue;
                failures = 0;
                if (event === 'serialized-error') throw problemIn(call, data);
                if (event !== undefined || id === undefined) continue;
                cursor = id;
                yield JSON.parse(data) as CustomerChangedEvent;
              }
              throw failureOf(call, 'network', new Error('The stream has ended.'));
            } catch (error) {
              connection = undefined;
              if (closing.signal.aborted) return;
              const failure = failureIn(call, error);
              if (given?.aborted || !canResume(failure)) throw thrown(failure);
              onInterrupted?.(failure);
              await setTimeout(pauseAfter(failure, failures), signal);
              failures += 1;
            }
          }
        } finally {
          connection?.close();
        }
      }

      const iterator = events();
      return {
        get cursor() {
          return cursor;
        },
        close: () => closing.abort(),
        [Symbol.asyncIterator]: () => iterator,
      };
    },
  };
}

interface Request {
  readonly headers: Record<string, string>;
  readonly input: object;
  readonly signal: AbortSignal;
}

/** Sends the subscription, and resolves when the service has accepted it. */
async function connectionTo(
  { origin, fetch = globalThis.fetch, timeoutMillis }: SubscriptionParts,
  call: FailedCall,
  { headers, input, signal }: Request,
): Promise<Connection> {
  const timeout = AbortSignal.timeout(timeoutMillis);
  const ended = new AbortController();
  const onTimeout = () => ended.abort(timeout.reason);
  timeout.addEventListener('abort', onTimeout, { once: true });
  try {
    const response = await fetch(`${origin}/trpc/${OPERATION}`, {
      ...{ method: 'POST', headers, body: JSON.stringify(input) },
      signal: AbortSignal.any([signal, ended.signal]),
    });
    const stream = await streamIn(response, call);
    const cursor = response.headers.get('events-cursor');
    if (cursor !== null) return { ...stream, cursor };
    // A refused subscription is a stream with an error in it: tRPC has sent the status before.
    for await (const { event, data } of stream.messages) {
      if (event === 'serialized-error') throw problemIn(call, data);
    }
    throw failureOf(call, 'bad-response', new Error('The subscription has ended before it began.'));
  } catch (error) {
    if (timeout.aborted) throw failureOf(call, 'timeout', error);
    throw failureIn(call, error);
  } finally {
    timeout.removeEventListener('abort', onTimeout);
  }
}

/** The messages of a response, or the error that it is. */
async function streamIn(response: Response, call: FailedCall): Promise<MessageStream> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (response.ok && isStream && response.body !== null) {
    const onSilence = () => failureOf(call, 'network', new Error(`No sign of life for ${SILENCE_MILLIS} ms.`));
    return messagesOf(response.body, { silenceMillis: SILENCE_MILLIS, onSilence });
  }
  const text = await response.text();
  // A proxy in front of a service that restarts: the same as a service that can't be reached.
  const reason = response.status >= 500 ? 'network' : 'bad-response';
  throw problemIn(call, text, reason);
}

/** The error in a text that tRPC has sent. */
function problemIn(call: FailedCall, text: string, otherwise: 'network' | 'bad-response' = 'bad-response') {
  try {
    const { error, data } = JSON.parse(text) as { error?: { data?: unknown }; data?: unknown };
    const problem = errorOfProblem(call, error?.data ?? data, error);
    if (problem !== undefined) return problem;
  } catch {
    // It is the text of something else.
  }
  return failureOf(call, otherwise, new Error(text.slice(0, 200)));
}

function failureIn(call: FailedCall, error: unknown): ProfilesCallError {
  if (error instanceof ProfilesCallError) return error;
  return failureOf(call, error instanceof SyntaxError ? 'bad-response' : 'network', error);
}

/** Whether a subscription that has begun goes on after a failure. */
function canResume(failure: ProfilesCallError): boolean {
  return failure.reason === 'timeout' || failure.reason === 'token' || canPass(failure);
}

function pauseAfter({ details: { retryAfter = 0 } }: ProfilesCallError, failures: number): number {
  return retryAfter * 1_000 + Math.random() * Math.min(2 * FIRST_PAUSE_MILLIS * 2 ** failures, MAX_PAUSE_MILLIS);
}
