import { authorise, type Operation, ProfilesError } from '@profiles/contracts';
import { useCaseOf } from '../operations/use-cases.js';
import { ClaimLostError, CommitOutcomeUnknownError, StoreUnavailableError } from '../ports/store-errors.js';
import { JsonText } from '../responses/json-text.js';
import { TenantStore } from '../tenant/tenant-store.js';
import type { CallContext } from './call-context.js';
import { isNotModified, metadataErrorsOf } from './call-metadata.js';
import { recordAccess } from './record-access.js';
import type { Dependencies, PreparedCall } from './use-case.js';
import { write } from './write-operation.js';

/** One call, and what it needs. */
interface Running {
  readonly call: CallContext;
  readonly deps: Dependencies;
}

/**
 * The request pipeline. Every call of every transport passes through it, in this order: permission and organisation (403),
 * rate limit (429), input (400), and then the use case: existence (404), version (412), rules (409).
 * @throws ProfilesError, and nothing else
 */
export async function runOperation(operation: Operation, rawInput: unknown, { call, deps }: Running): Promise<unknown> {
  try {
    authorise(call.caller, operation, rawInput);
    await call.charge?.(operation.cost ?? 1);
    const prepared = useCaseOf(operation).prepare(rawInput, metadataErrorsOf(operation, call));
    const { turns } = deps;
    const run = () => runPrepared(operation, prepared, { call, deps });
    const isOther = !prepared.isBulk && !prepared.waits;
    return turns !== undefined && isOther ? await turns.other(run) : await run();
  } catch (error) {
    throw asProfilesError(error);
  }
}

async function runPrepared(operation: Operation, prepared: PreparedCall, { call, deps }: Running): Promise<unknown> {
  const { ids, passwords, loginThrottle, webhooks, settings, events, clock } = deps;
  const newContext = () => ({
    call,
    ids,
    passwords,
    loginThrottle,
    webhooks,
    settings,
    events,
    store: new TenantStore(deps.store, call.caller, call.acceptsText),
    now: clock.now(),
    pause: () => clock.pause(0),
    isShared: () => deps.turns?.isShared ?? false,
  });
  if (prepared.kind === 'mutation') {
    const { result, replayed } = await write({ operation, call, deps, prepared, newContext });
    if (replayed) deps.observer?.replayed(operation.slug);
    if (!(result instanceof ProfilesError)) return respond(operation, call, { ...result, replayed });
    call.onResponseMeta?.({ replayed });
    throw result;
  }
  const context = newContext();
  const result = await prepared.run(context);
  recordAccess(operation, context, deps);
  return respond(operation, call, result);
}

interface Responding {
  readonly value: unknown;
  readonly revision?: number | undefined;
  readonly replayed?: boolean;
  readonly isRedirected?: boolean;
}

/** Reports the metadata of the response, and removes every field that is not in the contract. Text has no other fields. */
function respond(operation: Operation, call: CallContext, responding: Responding): unknown {
  const { value, revision, replayed } = responding;
  const notModified = isNotModified(operation, call, responding);
  call.onResponseMeta?.({
    ...(operation.returnsProfile && revision !== undefined && { revision }),
    ...(replayed && { replayed }),
    ...(notModified && { notModified }),
  });
  if (notModified) return undefined;
  return value instanceof JsonText ? value : operation.output.parse(value);
}

/** Any error as the one class that callers know. An unknown error is a fault of this system (500). */
function asProfilesError(error: unknown): ProfilesError {
  if (error instanceof ProfilesError) return error;
  if (error instanceof ClaimLostError) {
    const detail = 'Another call with this Idempotency-Key took over. Repeat the call to get its response.';
    return new ProfilesError(409, { detail, retryAfter: 1 }, { cause: error });
  }
  if (error instanceof CommitOutcomeUnknownError) {
    const detail =
      'It is not known whether the change was made. Repeat the call with the same Idempotency-Key; without one, read first.';
    return new ProfilesError(619, { detail }, { cause: error });
  }
  if (error instanceof StoreUnavailableError) return new ProfilesError(619, {}, { cause: error });
  return new ProfilesError(500, {}, { cause: error });
}
