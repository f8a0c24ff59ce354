import {
  type CallOptions,
  errorFromProblem,
  type NamedOperation,
  type ProfilesApi,
  ProfilesError,
  profilesApiFrom,
} from '@profiles/contracts';
import { createTRPCUntypedClient, httpLink, type TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { headersFrom, responseMetaFrom } from './call-headers.js';
import { repeatedOnce } from './repeatable.js';

export interface ProfilesClientOptions {
  /** Where the profiles service is, e.g. `http://profiles.internal:3001`. */
  readonly url: string;
  /** The bearer token, or how to get the current one. */
  readonly token: string | (() => string | Promise<string>);
  /** `<company>-<application>`, sent as ET-Client-Name. */
  readonly clientName?: string;
  /** Aborts a call that takes longer; default 30 000 ms. */
  readonly timeoutMillis?: number;
}

/**
 * The profiles service for internal apps, typed from the operations themselves. Every method throws ProfilesError
 * and nothing else: the service's own errors, or 619 when it can't be reached.
 */
export function createProfilesClient(options: ProfilesClientOptions): ProfilesApi {
  const call = createCall(options);
  return profilesApiFrom((named) => (input, callOptions) => call(named, input, callOptions) as never);
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
  return async ({ name, operation }: NamedOperation, input: unknown, callOptions: CallOptions = {}) => {
    const timeout = AbortSignal.timeout(timeoutMillis);
    const { signal = timeout } = callOptions;
    try {
      const bearer = callOptions.token ?? (typeof token === 'string' ? token : await token());
      const headers = headersFrom({ ...(clientName !== undefined && { clientName }), ...callOptions }, bearer);
      const requestOptions = {
        context: { headers, onResponseMeta: callOptions.onResponseMeta },
        signal: signal === timeout ? timeout : AbortSignal.any([signal, timeout]),
      };
      return await repeatedOnce({ operation, options: callOptions }, () =>
        operation.kind === 'query'
          ? client.query(name, input, requestOptions)
          : client.mutation(name, input, requestOptions),
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
