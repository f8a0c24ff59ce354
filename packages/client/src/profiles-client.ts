import type { CallOptions } from '@profiles/contracts/calls';
import {
  createTRPCUntypedClient,
  httpBatchLink,
  httpLink,
  splitLink,
  type TRPCClientError,
  type TRPCLink,
} from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { OPERATION_KINDS, type ProfilesApi } from './api.generated.js';
import { bearersOf, type TokenFunction } from './bearers.js';
import { headersFrom, responseMetaFrom } from './call-headers.js';
import { type EventSubscriber, eventSubscriber, type SubscriptionParts } from './event-subscription.js';
import {
  abortError,
  errorOfProblem,
  type FailedCall,
  failureOf,
  type ProfilesCallError,
} from './profiles-call-error.js';
import { type OperationKind, type RetryOptions, retriesOf } from './retries.js';

/** How {@link createProfilesClient} reaches the service. */
export interface ProfilesClientOptions {
  /** The origin of the profiles service, such as `http://profiles.internal:3001`, without `/trpc`. */
  readonly url: string;
  /**
   * The bearer token, or a function that returns the current one. The function is called once per call. When the service does
   * not accept its token (401), it is called once more with `refresh: true`, and the call is sent again with the new token.
   */
  readonly token: string | TokenFunction;
  /**
   * Sent as `ET-Client-Name`, in the form `<company>-<application>`. Calls without it are served under a much stricter rate
   * limit.
   */
  readonly clientName: string;
  /**
   * A call that takes longer rejects with the reason `timeout`, in milliseconds; {@link CallOptions.timeoutMillis} overrides
   * it. It holds for all attempts of a call together. The time that a call itself asks the service to wait is added.
   * @defaultValue 30 000
   */
  readonly timeoutMillis?: number;
  /**
   * How calls are repeated after a failure that passes: a broken connection, an overloaded service, a rate limit. Queries
   * and writes with an `idempotencyKey` are repeated. Give an object, also an empty one, to repeat all other writes, too: the
   * client then makes their keys. `false` switches it off.
   */
  readonly retries?: RetryOptions | false;
  /**
   * Sends the calls of one turn of the event loop in one request. Calls with options that travel as headers (such as
   * `ifMatch` or `idempotencyKey`) are sent alone. A request is answered when its slowest call is.
   * @defaultValue false
   */
  readonly batch?: boolean;
  /**
   * Sends the requests, such as through a proxy, or to the service in memory of `@profiles/client/testing`.
   * @defaultValue the global `fetch`
   */
  readonly fetch?: typeof globalThis.fetch;
}

/** The operations of the service, and the subscription to its events. */
export interface ProfilesClient extends ProfilesApi {
  readonly events: ProfilesApi['events'] & EventSubscriber;
}

/**
 * Creates a client of the profiles service for internal apps. Every method of it rejects with {@link ProfilesCallError}
 * (a `ProfilesError` that says why the call failed), or with an `AbortError` when the caller's `signal` aborted the call.
 */
export function createProfilesClient(options: ProfilesClientOptions): ProfilesClient {
  const parts = partsOf(options);
  const call = createCall(options, parts);
  const groups = Object.entries(OPERATION_KINDS).map(([group, kinds]) => {
    const methods = Object.entries(kinds).map(([method, kind]) => {
      const operation: CalledOperation = { name: `${group}.${method}`, kind };
      return [method, (input: unknown, callOptions?: CallOptions) => call(operation, input, callOptions)];
    });
    return [group, Object.fromEntries(methods)];
  });
  const api = Object.fromEntries(groups) as ProfilesApi;
  return { ...api, events: { ...api.events, ...eventSubscriber(parts) } };
}

/** The parts that the calls and the subscriptions of a client share. */
function partsOf({ url, clientName, token, timeoutMillis = 30_000, retries, fetch }: ProfilesClientOptions) {
  return {
    origin: url.replace(/\/+$/, ''),
    clientName,
    timeoutMillis,
    sendWithBearer: bearersOf(token),
    retries: retriesOf(retries === false ? { attempts: 1 } : (retries ?? {})),
    fetch,
  };
}

interface CalledOperation {
  /** `profiles.create`. */
  readonly name: string;
  readonly kind: OperationKind;
}

function createCall({ url, clientName, retries, ...options }: ProfilesClientOptions, parts: SubscriptionParts) {
  const client = createTRPCUntypedClient<AnyRouter>({
    links: [responseMetaLink, transport(parts.origin, options)],
  });
  const makesKeys = typeof retries === 'object' && retries.makeKeys !== false;

  return ({ name, kind }: CalledOperation, input: unknown, given: CallOptions = {}): Promise<unknown> => {
    const needsKey = makesKeys && kind === 'write' && given.idempotencyKey === undefined;
    const callOptions = { ...given, ...(needsKey && { idempotencyKey: crypto.randomUUID() }) };
    const timeoutMillis = callOptions.timeoutMillis ?? parts.timeoutMillis + waitMillisOf(input);
    const timeout = AbortSignal.timeout(timeoutMillis);
    const signal = callOptions.signal === undefined ? timeout : AbortSignal.any([callOptions.signal, timeout]);
    const failed: FailedCall = { operation: name, url, correlationId: callOptions.correlationId, timeoutMillis };

    /** Sends the call once, and says what its failure was. */
    async function send(bearer: string): Promise<unknown> {
      const headers = headersFrom({ clientName, ...callOptions }, bearer);
      const requestOptions = {
        context: { headers, isAlone: hasOwnHeaders(callOptions), onResponseMeta: callOptions.onResponseMeta },
        signal,
      };
      try {
        return await (kind === 'query'
          ? client.query(name, input, requestOptions)
          : client.mutation(name, input, requestOptions));
      } catch (error) {
        if (timeout.aborted) throw failureOf(failed, 'timeout', error);
        throw failureIn(error as TRPCClientError<AnyRouter>, failed);
      }
    }

    const attempt = () => parts.sendWithBearer({ call: failed, ownToken: callOptions.token }, send);
    const isRepeatable = kind === 'query' || (kind === 'write' && callOptions.idempotencyKey !== undefined);
    return parts.retries.run({ isRepeatable, signal }, attempt).catch((error: unknown) => {
      throw callOptions.signal?.aborted ? abortError(callOptions.signal) : error;
    });
  };
}

/** The time for which a call asks the service to wait, as events.list does: its response may take as much longer. */
function waitMillisOf(input: unknown): number {
  const { wait } = (input ?? {}) as { wait?: unknown };
  return typeof wait === 'number' && wait > 0 ? wait * 1_000 : 0;
}

/** How calls travel. Queries go by POST too: what is asked for is personal data and has no place in a URL. */
function transport(
  origin: string,
  { batch: isBatching = false, fetch }: Pick<ProfilesClientOptions, 'batch' | 'fetch'>,
): TRPCLink<AnyRouter> {
  const common = {
    url: `${origin}/trpc`,
    methodOverride: 'POST' as const,
    // The types of tRPC describe the fetch of several runtimes, and no single one of them.
    ...(fetch !== undefined && { fetch: fetch as never }),
  };
  const single = httpLink<AnyRouter>({
    ...common,
    headers: ({ op }) => op.context['headers'] as Record<string, string>,
  });
  if (!isBatching) return single;
  const batch = httpBatchLink<AnyRouter>({
    ...common,
    maxItems: 50,
    headers: ({ opList: [first] }) => first.context['headers'] as Record<string, string>,
  });
  return splitLink({ condition: ({ context }) => context['isAlone'] === true, true: single, false: batch });
}

/** Whether a call has headers of its own, which the other calls of a batch must not share. */
function hasOwnHeaders({
  signal: _signal,
  onResponseMeta: _meta,
  timeoutMillis: _timeout,
  ...own
}: CallOptions): boolean {
  return Object.values(own).some((value) => value !== undefined);
}

/** The error of a sent call, from the failure of the transport. */
function failureIn(error: TRPCClientError<AnyRouter>, call: FailedCall): ProfilesCallError {
  const problem = errorOfProblem(call, error.data, error);
  if (problem !== undefined) return problem;
  // A body that is no JSON ends in an error of its parser, without the response.
  const hasResponse = error.meta?.['response'] !== undefined || error.cause instanceof SyntaxError;
  return failureOf(call, hasResponse ? 'bad-response' : 'network', error);
}

/** Tells the caller what came in the headers of the response. */
const responseMetaLink: TRPCLink<AnyRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        ...observer,
        next(envelope) {
          passMeta(op.context, envelope.context?.['response']);
          observer.next(envelope);
        },
        error(error) {
          passMeta(op.context, error.meta?.['response']);
          observer.error(error);
        },
      }),
    );

function passMeta({ onResponseMeta }: Pick<CallOptions, 'onResponseMeta'>, response: unknown): void {
  const { headers } = (response ?? {}) as { headers?: Headers };
  if (headers !== undefined) onResponseMeta?.(responseMetaFrom((name) => headers.get(name)));
}
