import { entityTags, headersFrom } from '@profiles/client';
import { ProfilesError } from '@profiles/contracts';
import { Pool } from 'undici';
import { repeatedOnce } from './repeatable.js';
import type { ServiceCall, ServiceOutcome } from './service-call.js';
import type { EdgeCall, ServicePort } from './service-port.js';
import { createSharedRequests, SharingUnsupportedError } from './shared-requests.js';
import { sendAlone, unreachable } from './single-requests.js';

/** A call that takes longer is aborted, in milliseconds. */
const MAX_MILLIS = 30_000;
const MAX_CONNECTIONS = 256;
/**
 * A connection that was idle this long is closed by the adapter, in milliseconds. It is shorter than the drain delay of a
 * service that stops (SHUTDOWN_DRAIN_SECONDS), in which that service ends each connection after its response: so no call
 * is sent on a connection that the service is about to close.
 */
const MAX_IDLE_MILLIS = 4_000;

/**
 * Calls the service over connections that stay open. Calls of one turn of the event loop share a request (ADR 0029). Values
 * are passed on as they come, unparsed.
 */
export function serviceOverHttp(serviceUrl: string): ServicePort {
  const pool = new Pool(new URL(serviceUrl).origin, {
    connections: MAX_CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: MAX_IDLE_MILLIS,
    keepAliveMaxTimeout: MAX_IDLE_MILLIS,
  });
  const shared = createSharedRequests({ dispatcher: pool, maxMillis: MAX_MILLIS });
  const alone = { pool, maxMillis: MAX_MILLIS };

  async function send(call: ServiceCall): Promise<ServiceOutcome> {
    if (!shared.accepts(call)) return sendAlone(call, alone);
    try {
      return await shared.send(call);
    } catch (error) {
      if (error instanceof SharingUnsupportedError) return sendAlone(call, alone);
      throw error;
    }
  }

  return {
    async execute({ name, operation }, input, edgeCall) {
      const call = { name, headers: headersOf(edgeCall), inputText: JSON.stringify(input) };
      const { meta, value, error } = await repeatedOnce({ operation, options: edgeCall }, () => send(call)).catch(
        (cause: unknown) => Promise.reject(cause instanceof ProfilesError ? cause : unreachable(cause)),
      );
      // An error has metadata too.
      edgeCall.onResponseMeta?.(meta);
      if (error !== undefined) throw error;
      return value;
    },
    readiness: { profilesService: () => serviceIsAlive(serviceUrl) },
    close: () => pool.close(),
  };
}

function headersOf({ token = '', ifNoneMatch, ...options }: EdgeCall): Record<string, string> {
  const headers = headersFrom(options, token);
  if (ifNoneMatch !== undefined) headers['if-none-match'] = ifNoneMatch === '*' ? '*' : entityTags(ifNoneMatch);
  return headers;
}

async function serviceIsAlive(serviceUrl: string): Promise<void> {
  const response = await fetch(new URL('/healthz', serviceUrl), { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`The profiles service answers ${response.status}.`);
}
