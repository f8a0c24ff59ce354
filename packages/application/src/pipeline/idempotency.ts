import { acceptsIdempotencyKey, errorFromProblem, type Operation, ProfilesError, problemOf } from '@profiles/contracts';
import type { IdempotencyKey } from '../ports/idempotency-records.js';
import { ClaimLostError } from '../ports/store-errors.js';
import type { CallContext } from './call-context.js';
import type { Dependencies, Result } from './use-case.js';

/** An answer as it is kept for the next call with the same key: a value, or the error that was the answer. */
type StoredContent = { readonly answer: Result } | { readonly problem: unknown };

/** The key of a call that wants its repetition to change nothing, if it sent one and the operation heeds it. */
export async function idempotencyKeyOf(
  call: CallContext,
  operation: Operation,
  { input, deps }: { input: Readonly<Record<string, unknown>>; deps: Dependencies },
): Promise<IdempotencyKey | undefined> {
  const { idempotencyKey, caller } = call;
  if (idempotencyKey === undefined || !acceptsIdempotencyKey(operation)) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    const message = '1 to 255 visible ASCII characters.';
    throw new ProfilesError(400, {
      detail: `Idempotency-Key: ${message}`,
      errors: [{ path: 'Idempotency-Key', message }],
    });
  }
  // The client id can hold any character, so the parts are joined as JSON: no two scopes give one text. A digest of
  // it, since the key is the caller's own text and may say more than it should.
  const id = deps.ids.digest(JSON.stringify([caller.organisationId, caller.clientId, operation.slug, idempotencyKey]));
  const kept = await withoutSecrets(input, operation.secrets ?? [], (secret) => deps.passwords.fingerprint(secret, id));
  return { id, fingerprint: deps.ids.digest(JSON.stringify(kept)), claimant: deps.ids.uuid() };
}

/** The input with its passwords replaced by what a guess at them is slow to be compared with. */
async function withoutSecrets(
  input: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
  slowly: (secret: string) => Promise<string>,
): Promise<Record<string, unknown>> {
  const result = { ...input };
  for (const name of secrets) {
    const secret = input[name];
    if (typeof secret === 'string') result[name] = await slowly(secret);
  }
  return result;
}

/**
 * Runs a call at most once per key. The answer of a repetition is the first one; the same key with another input is
 * refused (422), and so is a call beside one that still runs (409).
 */
export async function once(
  key: IdempotencyKey,
  { store, clock }: Dependencies,
  run: () => Promise<Result>,
): Promise<{ result: Result; replayed: boolean }> {
  const claim = await store.idempotency.claim(key, clock.now());
  if (claim.state === 'running') {
    throw new ProfilesError(409, { detail: 'A call with this Idempotency-Key is still running.', retryAfter: 1 });
  }
  if (claim.state === 'done') {
    if (claim.fingerprint !== key.fingerprint) throw new ProfilesError(422);
    return { result: replay(claim.answer), replayed: true };
  }
  try {
    return { result: await run(), replayed: false };
  } catch (error) {
    if (error instanceof ProfilesError && isAnswer(error)) {
      const kept: StoredContent = { problem: problemOf(error) };
      await store.idempotency
        .finish({ ...key, answer: JSON.stringify(kept), customerNumbers: [] })
        .catch(ignoreLostClaim);
    } else {
      await store.idempotency.release(key);
    }
    throw error;
  }
}

/** Whoever took the claim over gives the answer that is kept. */
function ignoreLostClaim(error: unknown): void {
  if (!(error instanceof ClaimLostError)) throw error;
}

/** The answer as it is kept beside the write. */
export function kept(answer: Result): string {
  return JSON.stringify({ answer } satisfies StoredContent);
}

function replay(json: string): Result {
  const storedContent = JSON.parse(json) as StoredContent;
  if ('answer' in storedContent) return storedContent.answer;
  throw errorFromProblem(storedContent.problem) ?? new ProfilesError(500);
}

/** Whether a rule answered. A fault on the way is no answer: the next call should try again. */
function isAnswer(error: ProfilesError): boolean {
  return error.status < 500;
}
