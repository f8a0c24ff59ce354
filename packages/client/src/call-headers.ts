import type { CallOptions, ResponseMeta } from '@profiles/contracts/calls';

/** A call's options as the headers they travel in. */
export function headersFrom(options: CallOptions, bearer: string): Record<string, string> {
  const { ifMatch, idempotencyKey, correlationId, traceparent, changedBy, changedByChannel, clientName, forwardedFor } =
    options;
  return {
    authorization: `Bearer ${bearer}`,
    ...(ifMatch !== undefined && { 'if-match': entityTags([ifMatch].flat()) }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    ...(correlationId !== undefined && { 'x-correlation-id': correlationId }),
    ...(traceparent !== undefined && { traceparent }),
    ...(changedBy !== undefined && { 'x-changed-by': latin1(changedBy) }),
    ...(changedByChannel !== undefined && { 'x-changed-by-channel': latin1(changedByChannel) }),
    ...(clientName !== undefined && { 'et-client-name': latin1(clientName) }),
    ...(forwardedFor !== undefined && { 'x-forwarded-for': forwardedFor }),
  };
}

/** Revisions as entity tags. None at all must match nothing, and an empty header would be no condition. */
export function entityTags(revisions: readonly number[]): string {
  return revisions.length === 0 ? '"none"' : revisions.map((revision) => `"${revision}"`).join(', ');
}

/** A text as header bytes: fetch takes one character per byte, the service reads them as UTF-8. */
function latin1(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** The metadata in the headers of a response. */
export function responseMetaFrom(headerOf: (name: string) => unknown): ResponseMeta {
  const revision = /^"(\d+)"$/.exec(String(headerOf('etag')))?.[1];
  return {
    ...(revision !== undefined && { revision: Number(revision) }),
    ...(headerOf('idempotency-replayed') === 'true' && { replayed: true }),
  };
}
