import { acceptsIdempotencyKey, type FieldError, type Operation } from '@profiles/contracts';
import type { CallContext } from './call-context.js';

/** The errors in the metadata of a call. An operation that does not accept an idempotency key ignores it. */
export function metadataErrorsOf(
  operation: Operation,
  { idempotencyKey, metadataErrors = [] }: CallContext,
): readonly FieldError[] {
  if (idempotencyKey === undefined || !acceptsIdempotencyKey(operation)) return metadataErrors;
  // Contract, section 1.
  if (/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) return metadataErrors;
  const message = 'Expected 1 to 255 visible ASCII characters, bare or in double quotes.';
  return [...metadataErrors, { path: 'Idempotency-Key', message }];
}

/**
 * Whether the caller has this version of the profile (RFC 9110, section 13.1.2). A revision names a version of one profile
 * only: after a merge, the survivor may have the revision that the merged profile had. So a redirected response is always
 * sent.
 */
export function isNotModified(
  operation: Operation,
  { ifNoneMatch }: CallContext,
  { isRedirected, revision }: { readonly isRedirected?: boolean; readonly revision?: number | undefined },
): boolean {
  if (ifNoneMatch === undefined || revision === undefined) return false;
  if (operation.kind !== 'query' || !operation.returnsProfile) return false;
  if (ifNoneMatch === '*') return true;
  if (operation.neverNotModified || isRedirected) return false;
  return ifNoneMatch.includes(revision);
}
