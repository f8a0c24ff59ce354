import { type CallOptions, errorFromProblem, ProfilesError } from '@profiles/contracts/calls';
import { createTRPCUntypedClient, httpLink, type TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { OPERATION_KINDS, type ProfilesApi } from './api.generated.js';
import { headersFrom, responseMetaFrom } from './call-headers.js';
import { repeatedOnce } from './repeatable.js';

/** How {@link createProfilesClient} reaches the service. */
export interface ProfilesClientOptions {
  /** The origin of the profiles service, such as `http://profiles.internal:3001`, without `/trpc`. */
  readonly url: string;
  /** The bearer token, or a function that returns the current one. It is called once per call. */
  readonly token: string | (() => string | Promise<string>);
  /**
   * Sent as `ET-Client-Name`, in the form `<company>-<application>`. Calls without it are served under a much stricter rate
   * limit.
   */
  readonly clientName?: string;
  /**
   * A call that takes longer is aborted, in milliseconds.
   * @defaultValue 30 000
   */
  readonly timeoutMillis?: number;
}

/**
 * Creates a client of the profiles service for internal apps. Every method of it rejects with {@link ProfilesError} and
 * nothing else: an error of the service, or 619 when the service can't be reached.
 */
export function createProfilesClient(options: ProfilesClientOptions): ProfilesApi {
  const call = createCall(options);
  const groups = Object.entries(OPERATION_KINDS).map(([group, kinds]) => {
    const methods = Object.entries(kinds).map(([method, kind]) => {
      const operation: CalledOperation = { name: `${group}.${method}`, kind };
      return [method, (input: unknown, callOptions?: CallOptions) => call(operation, input, callOptions)];
    });
    return [group, Object.fromEntries(methods)];
  });
  return Object.fromEntries(groups) as ProfilesApi;
}

interface CalledOperation {
  /** `profiles.create`. */
  readonly name: string;
  readonly kind: 'query' | 'mutation';
}

function createCall({ url, token, clientName, timeoutMillis = 30_000 }: ProfilesClientOptions) {
  const client = createTRPCUntypedClient<AnyRouter>({
    links: [
      responseMetaLink,
      httpLink<AnyRouter>({
        url: `${url.replace(/\/$/, '')}/trpc`,
        // Queries go by POST too: what is asked for is personal data and has no place in a URL.
        methodOverride: 'POST',
        headers: ({ op }) => op.context['headers'] as Record<string, string>,
      }),
    ],
  });
  return async ({ name, kind }: CalledOperation, input: unknown, callOptions: CallOptions = {}) => {
    const timeout = AbortSignal.timeout(timeoutMillis);
    const { signal = timeout } = callOptions;
    try {
      const bearer = callOptions.token ?? (typeof token === 'string' ? token : await token());
      const headers = headersFrom({ ...(clientName !== undefined && { clientName }), ...callOptions }, bearer);
      const requestOptions = {
        context: { headers, onResponseMeta: callOptions.onResponseMeta },
        signal: signal === timeout ? timeout : AbortSignal.any([signal, timeout]),
      };
      return await repeatedOnce({ operation: { kind }, options: callOptions }, () =>
        kind === 'query' ? client.query(name, input, requestOptions) : client.mutation(name, input, requestOptions),
      );
    } catch (error) {
      throw profilesErrorOf(error);
    }
  };
}

/** Tells the caller what came in the answer's headers. */
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

function profilesErrorOf(error: unknown): ProfilesError {
  if (error instanceof ProfilesError) return error;
  const { data } = error as Partial<TRPCClientError<AnyRouter>>;
  const detail = "The profiles service can't be reached.";
  return errorFromProblem(data) ?? new ProfilesError(619, { detail }, { cause: error });
}
