import type { ResponseMeta } from '@profiles/contracts';

/** The headers of the response to a single call; in a batch they could belong to any of its calls. */
export function responseHeaders({ revision, replayed }: ResponseMeta = {}): Record<string, string> {
  return {
    ...(revision !== undefined && { etag: `"${revision}"` }),
    ...(replayed === true && { 'idempotency-replayed': 'true' }),
  };
}
