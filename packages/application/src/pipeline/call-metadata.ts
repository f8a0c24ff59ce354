import { type FieldError, idempotencyKeyErrors, type Operation } from '@profiles/contracts';
import type { CallContext } from './call-context.js';

/** The errors in the metadata of a call. */
export function metadataErrorsOf(
  operation: Operation,
  { idempotencyKey, metadataErrors = [] }: CallContext,
): readonly FieldError[] {
  return [...metadataErrors, ...idempotencyKeyErrors(operation, idempotencyKey)];
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
