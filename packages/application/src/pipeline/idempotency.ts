import { acceptsIdempotencyKey, errorFromProblem, type Operation, ProfilesError, problemOf } from '@profiles/contracts';
import type { IdempotencyKey } from '../ports/idempotency-records.js';
import { ClaimLostError } from '../ports/store-errors.js';
import type { CallContext } from './call-context.js';
import type { Dependencies, Result } from './use-case.js';

/** A response as it is stored for repetitions: a result, or the problem of a rule. */
type StoredContent = { readonly answer: Result } | { readonly problem: unknown };

/**
 * The record key of a call that sent an Idempotency-Key, for an operation that accepts one.
 * @throws ProfilesError 400 when the key is malformed
 */
export async function idempotencyKeyOf(
  call: CallContext,
  operation: Operation,
  { input, deps }: { input: Readonly<Record<string, unknown>>; deps: Dependencies },
): Promise<IdempotencyKey | undefined> {
  const { idempotencyKey, caller } = call;
  if (idempotencyKey === undefined || !acceptsIdempotencyKey(operation)) return undefined;
  // The client id can hold any character. Joined as JSON, no two scopes give the same text. It is stored as a digest,
  // because the key is the caller's own text and may contain personal data.
  const id = deps.ids.digest(JSON.stringify([caller.organisationId, caller.clientId, operation.slug, idempotencyKey]));
  const stored = await withoutSecrets(input, operation.secrets ?? [], (secret) =>
    deps.passwords.fingerprint(secret, id),
  );
  return {
    id,
    organisationId: caller.organisationId,
    fingerprint: deps.ids.digest(JSON.stringify(stored)),
    claimant: deps.ids.uuid(),
  };
}

/** The input with each password replaced by a slow fingerprint, so that the digest is no shortcut to guess it. */
async function withoutSecrets(
  input: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
  fingerprintOf: (secret: string) => Promise<string>,
): Promise<Record<string, unknown>> {
  const result = { ...input };
  for (const path of secrets) {
    const [name = '', member] = path.split('.');
    const secret = input[name];
    if (member !== undefined && Array.isArray(secret)) {
      result[name] = withoutMember(secret, member);
      // One for all items: hundreds of slow fingerprints would take seconds.
      const secrets = secret.map((item: unknown) => (item as Record<string, unknown> | null)?.[member] ?? null);
      if (secrets.some((one) => one !== null)) result[path] = await fingerprintOf(JSON.stringify(secrets));
    }
    if (typeof secret === 'string') result[name] = await fingerprintOf(secret);
  }
  return result;
}

function withoutMember(items: readonly unknown[], member: string): unknown {
  return items.map((item) =>
    typeof item === 'object' && item !== null
      ? Object.fromEntries(Object.entries(item).filter(([name]) => name !== member))
      : item,
  );
}

/**
 * Runs a call at most once per key. A repetition gets the first response. The same key with another input is refused
 * (422), and so is a call while another one with the key runs (409).
 *
 * After an unknown outcome the caller gets 619 and never a second effect: a stored response can't be released, and a
 * released claim can't be committed.
 */
export async function once(
  key: IdempotencyKey,
  { store }: Dependencies,
  run: () => Promise<Result>,
): Promise<{ result: Result | ProfilesError; replayed: boolean }> {
  const claim = await store.idempotency.claim(key);
  if (claim.state === 'running') {
    const detail = 'A call with this Idempotency-Key is still running. Repeat the call after the time in Retry-After.';
    throw new ProfilesError(409, { detail, retryAfter: Math.max(1, Math.ceil(claim.remainingMillis / 1000)) });
  }
  if (claim.state === 'done') {
    if (claim.fingerprint !== key.fingerprint) throw new ProfilesError(422);
    return { result: replay(claim.response), replayed: true };
  }
  try {
    return { result: await run(), replayed: false };
  } catch (error) {
    if (error instanceof ProfilesError && isStored(error)) {
      await storeProblem(key, store, error);
      throw error;
    }
    // The commit may have succeeded although its end was not observed. A store that is still away does not tell.
    const stored = await store.idempotency.release(key).catch(() => undefined);
    if (stored !== undefined) return { result: replay(stored), replayed: false };
    throw error;
  }
}

async function storeProblem(key: IdempotencyKey, store: Dependencies['store'], error: ProfilesError): Promise<void> {
  const content: StoredContent = { problem: problemOf(error) };
  try {
    await store.idempotency.store({ ...key, response: JSON.stringify(content), customerNumbers: [] });
  } catch (failure) {
    // The call that took the claim over stores the response.
    if (!(failure instanceof ClaimLostError)) throw failure;
  }
}

/** A result as it is stored in the transaction of its change. */
export function storedContent({ stored, ...result }: Result): string {
  const answer: Result = stored === undefined ? result : { ...result, value: stored };
  return JSON.stringify({ answer } satisfies StoredContent);
}

function replay(json: string): Result | ProfilesError {
  const content = JSON.parse(json) as StoredContent;
  if ('answer' in content) return content.answer;
  return errorFromProblem(content.problem) ?? new ProfilesError(500);
}

/** Contract, section 1: the correction of such an error is another request, so there is nothing to be repeated. */
const NEVER_STORED: readonly number[] = [400, 401, 403, 429];

/** Whether an error is the response of a rule. After a failure of this system, or a throttled attempt, a retry runs. */
function isStored({ status }: ProfilesError): boolean {
  return status < 500 && !NEVER_STORED.includes(status);
}
