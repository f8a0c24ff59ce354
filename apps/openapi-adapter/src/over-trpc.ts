import { entityTags, headersFrom, repeatedOnce, responseMetaFrom } from '@profiles/client';
import { errorFromProblem, ProfilesError } from '@profiles/contracts';
import { Pool } from 'undici';
import type { ServicePort } from './service-port.js';

/** A call that takes longer is aborted, in milliseconds. */
const MAX_MILLIS = 30_000;
const MAX_CONNECTIONS = 256;
/**
 * A connection that was idle this long is closed by the adapter, in milliseconds. It is shorter than the drain delay of a
 * service that stops (SHUTDOWN_DRAIN_SECONDS), in which that service ends each connection after its response: so no call
 * is sent on a connection that the service is about to close.
 */
const MAX_IDLE_MILLIS = 4_000;
/** The text around the value in the response of the service to a single call. */
const BEFORE = '{"result":{"data":';
const AFTER = '}}';

/**
 * Calls the service over connections that stay open, and passes the value on as text. The typed client would parse it into
 * objects that are serialised again: passing it on costs a third of that per call (docs/performance.md).
 */
export function serviceOverTrpc(serviceUrl: string): ServicePort {
  const pool = new Pool(new URL(serviceUrl).origin, {
    connections: MAX_CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: MAX_IDLE_MILLIS,
    keepAliveMaxTimeout: MAX_IDLE_MILLIS,
  });
  return {
    async execute(
      { name, operation },
      input,
      { onResponseMeta, token = '', caller: _caller, metadataErrors: _errors, ifNoneMatch, ...options },
    ) {
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), MAX_MILLIS);
      try {
        const { statusCode, headers, text } = await repeatedOnce({ operation, options }, async () => {
          const response = await pool.request({
            // Queries use POST too: their input is personal data, which does not belong in a URL.
            ...{ method: 'POST', path: `/trpc/${name}`, body: JSON.stringify(input), signal: deadline.signal },
            headers: {
              ...headersFrom(options, token),
              ...(ifNoneMatch !== undefined && {
                'if-none-match': ifNoneMatch === '*' ? '*' : entityTags(ifNoneMatch),
              }),
              'content-type': 'application/json',
            },
          });
          return { ...response, text: await response.body.text() };
        });
        const notModified = statusCode === 304;
        // Before the value is read: an error has metadata too.
        onResponseMeta?.({ ...responseMetaFrom((header) => headers[header]), ...(notModified && { notModified }) });
        return notModified ? undefined : valueIn(text, statusCode);
      } catch (error) {
        throw error instanceof ProfilesError ? error : unreachable(error);
      } finally {
        clearTimeout(timer);
      }
    },
    readiness: { profilesService: () => serviceIsAlive(serviceUrl) },
    close: () => pool.close(),
  };
}

function valueIn(text: string, status: number): string | undefined {
  if (status === 200 && text.startsWith(BEFORE)) return text.slice(BEFORE.length, -AFTER.length);
  const { result, error } = JSON.parse(text) as { result?: unknown; error?: { data?: unknown } };
  if (status === 200 && result !== undefined) return undefined;
  throw errorFromProblem(error?.data) ?? unreachable(new Error(`The profiles service answers ${status}.`));
}

function unreachable(cause: unknown): ProfilesError {
  return new ProfilesError(619, { detail: "The profiles service can't be reached." }, { cause });
}

async function serviceIsAlive(serviceUrl: string): Promise<void> {
  const response = await fetch(new URL('/healthz', serviceUrl), { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`The profiles service answers ${response.status}.`);
}
