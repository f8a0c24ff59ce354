import { type Operation, ProfilesError } from '@profiles/contracts';
import { rejectionOfTakenKey, type Stamp, uniqueKeysOf } from '@profiles/domain';
import type { Commit } from '../ports/commit.js';
import type { IdempotencyKey } from '../ports/idempotency-records.js';
import { StaleRevisionError, UniqueKeyTakenError } from '../ports/store-errors.js';
import type { CallContext } from './call-context.js';
import { commitFrom, mergedIn } from './commit-from.js';
import { idempotencyKeyOf, once, storedContent } from './idempotency.js';
import { recordSignIns } from './record-access.js';
import { errorOf } from './rejections.js';
import type { Dependencies, Outcome, PreparedCall, Result, UseCaseContext, WriteContext } from './use-case.js';

/** The number of attempts of a write while other writes keep changing the same documents. */
const MAX_ATTEMPTS = 40;
/** The longest pause between two attempts, in milliseconds, before jitter. */
const MAX_PAUSE_MILLIS = 64;
/** A bulk operation stands back for this long, in milliseconds: its caller, the adapter, waits 30 seconds for a call. */
const MAX_BULK_WAIT_MILLIS = 10_000;

/** One call of an operation that writes. */
export interface Write {
  readonly operation: Operation;
  readonly call: CallContext;
  readonly deps: Dependencies;
  readonly prepared: PreparedCall & { readonly kind: 'mutation' };
  readonly newContext: () => UseCaseContext;
}

/** Runs a write, at most once per Idempotency-Key. The stored response of a key can be an error. */
export async function write(task: Write): Promise<{ result: Result | ProfilesError; replayed: boolean }> {
  const { call, operation, deps, prepared } = task;
  const key = await idempotencyKeyOf(call, operation, { input: prepared.input, deps });
  const run = () => untilCommitted(task, key);
  return key === undefined ? { result: await run(), replayed: false } : once(key, deps, run);
}

/** Loads, decides and commits. Starts again when another write changed what the decision was made on. */
async function untilCommitted(task: Write, key?: IdempotencyKey): Promise<Result> {
  const { deps, prepared } = task;
  const startedAt = Date.parse(deps.clock.now());
  const standsBack = () => prepared.isBulk === true && Date.parse(deps.clock.now()) - startedAt < MAX_BULK_WAIT_MILLIS;
  let attempt = 1;
  while (attempt <= MAX_ATTEMPTS) {
    let outcome: Outcome | undefined;
    const part = async () => {
      const context: UseCaseContext = task.newContext();
      const writeContext: WriteContext = { ...context, stamp: stampOf(task, context.now) };
      outcome = await prepared.run(writeContext);
      // The stored response belongs to the last part of a change.
      return commit(task, { context: writeContext, outcome, key: outcome.continues ? undefined : key });
    };
    try {
      const result = await (deps.turns && standsBack() ? deps.turns.part(part) : part());
      if (!outcome?.continues) return result;
      attempt = 1;
    } catch (error) {
      if (outcome === undefined) throw error;
      if (error instanceof UniqueKeyTakenError && !isHeldBefore(outcome, error.key)) {
        const meaning = outcome.onTaken?.(error.key) ?? rejectionOfTakenKey(error.key);
        if (meaning !== 'again') throw new ProfilesError(meaning, {}, { cause: error });
        deps.observer?.retried(task.operation.slug, 'taken');
      } else if (error instanceof StaleRevisionError || error instanceof UniqueKeyTakenError) {
        deps.observer?.retried(task.operation.slug, 'stale');
        await deps.clock.pause(Math.min(2 ** attempt, MAX_PAUSE_MILLIS) * deps.ids.random());
      } else {
        throw error;
      }
      attempt += 1;
    }
  }
  throw new ProfilesError(618);
}

/**
 * Whether the key belongs to a profile that held it before, and to no other one that the commit writes. Then it was not taken:
 * another call changed the profile.
 */
function isHeldBefore({ decision }: Outcome, key: string): boolean {
  if (decision.outcome === 'rejected') return false;
  const holders = decision.changes.profiles.filter(({ after }) => after && uniqueKeysOf(after).includes(key));
  return holders.length === 1 && holders.every(({ before }) => before && uniqueKeysOf(before).includes(key));
}

async function commit(
  { deps, operation, call }: Write,
  { context, outcome, key }: { context: WriteContext; outcome: Outcome; key: IdempotencyKey | undefined },
): Promise<Result> {
  const { decision, credentials, imports, withoutEvents } = outcome;
  if (decision.outcome === 'rejected') throw errorOf(decision);
  const { correlationId, traceparent, clientName } = call;
  const { clientId, organisationId: callerOrganisationId } = call.caller;
  const cause = { cause: operation.slug, correlationId, traceparent, clientId, callerOrganisationId, clientName };
  const { commit: made, committed } = commitFrom(decision.changes, context.stamp, { ids: deps.ids, cause });
  // An undo of an import removes no person who asked for it: its proof would erase a later import of the same number.
  const { erasure, ...changes } = made;
  const result = outcome.respond(committed);
  const complete: Commit = {
    ...changes,
    ...(erasure !== undefined && imports === undefined && { erasure }),
    ...(withoutEvents && { events: [] }),
    ...(credentials !== undefined && { credentials }),
    ...(imports !== undefined && { imports }),
    ...(key !== undefined && {
      idempotency: { ...key, response: storedContent(result), customerNumbers: customerNumbersIn(changes, context) },
    }),
  };
  if (writesSomething(complete)) await deps.store.commit(complete);
  const signIns = decision.changes.profiles.flatMap(({ isRecordOnly, before, after }) =>
    // An import changes what is merged into a profile, which is no sign-in.
    isRecordOnly && after && after.importedMerges === before?.importedMerges
      ? [[after.customerNumber, after.organisationId] as const]
      : [],
  );
  recordSignIns(operation, context, { customers: signIns, deps });
  return result;
}

function writesSomething({ profiles, definitions, webhooks, deliveries, idempotency, imports }: Commit): boolean {
  return (
    profiles.length > 0 || [definitions, webhooks, deliveries, idempotency, imports].some((part) => part !== undefined)
  );
}

/** The customers whose data a response may hold: those that were read, those that are new, and those merged into them. */
function customerNumbersIn({ profiles }: Commit, { store }: WriteContext): number[] {
  const written = profiles.flatMap(({ after }) => after?.customerNumber ?? []);
  const read = [...store.dataSubjects.keys(), ...store.mergedSubjects];
  return [...new Set([...read, ...written, ...profiles.flatMap(mergedIn)])];
}

/** The author of a change: from the body, else from the headers, else from the token and the ET-Client-Name. */
function stampOf({ prepared, call }: Write, at: Stamp['at']): Stamp {
  const body = prepared.input as { changedBy?: string; changedByChannel?: string };
  return {
    at,
    changedBy: body.changedBy ?? call.changedBy ?? call.caller.clientId,
    changedByChannel: body.changedByChannel ?? call.changedByChannel ?? call.clientName ?? call.caller.clientId,
  };
}
