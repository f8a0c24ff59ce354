import {
  authorise,
  badInput,
  type Caller,
  type NamedOperation,
  type Operation,
  Permission,
  ProfilesError,
} from '@profiles/contracts';
import { type Instant, type ProfileSummary, rejectionOfTakenKey, type Stamp } from '@profiles/domain';
import { USE_CASES } from '../operations/use-cases.js';
import type { Lookups } from '../ports/lookups.js';
import {
  ClaimLostError,
  type Commit,
  type IdempotencyKey,
  StaleRevisionError,
  StoreUnavailableError,
  UniqueKeyTakenError,
} from '../ports/profile-store.js';
import type { CallContext } from './call-context.js';
import { commitFrom, mergedIn } from './commit-from.js';
import { idempotencyKeyOf, kept, once } from './idempotency.js';
import { errorOf } from './rejections.js';
import type { Answer, Dependencies, Outcome, ReadUseCase, Scene, WriteScene, WriteUseCase } from './use-case.js';

/** How often a write is tried when others keep changing the same documents. */
const MAX_ATTEMPTS = 40;

/** One operation being performed for one caller. */
interface Task {
  readonly operation: Operation;
  readonly call: CallContext;
  readonly deps: Dependencies;
  readonly input: never;
}

/**
 * The gate. Every call of every transport passes here, in this order: permission and organisation (403), rate (429),
 * form (400), and then the use case: existence (404), version (412), rules (409). Throws ProfilesError only.
 */
export async function perform(
  { group, method, operation }: NamedOperation,
  rawInput: unknown,
  { call, deps }: { call: CallContext; deps: Dependencies },
): Promise<unknown> {
  try {
    authorise(call.caller, operation, rawInput);
    await call.charge?.(operation.weight ?? 1);
    const parsed = operation.input.safeParse(rawInput ?? {});
    if (!parsed.success) throw badInput(parsed.error.issues);
    const task: Task = { operation, call, deps, input: parsed.data as never };
    const useCase = (USE_CASES as unknown as Record<string, Record<string, unknown>>)[group]?.[method];
    const { answer, replayed } =
      operation.kind === 'query'
        ? { answer: await read(task, useCase as ReadUseCase<never>), replayed: false }
        : await write(task, useCase as WriteUseCase<never>);
    call.onResponseMeta?.({
      ...(operation.returnsProfile && answer.revision !== undefined && { revision: answer.revision }),
      ...(replayed && { replayed }),
    });
    // Fields that are not in the contract do not leave.
    return operation.output.parse(answer.value);
  } catch (error) {
    throw asProfilesError(error);
  }
}

async function read(task: Task, useCase: ReadUseCase<never>): Promise<Answer<never>> {
  const scene = sceneOf(task);
  const answer = await useCase(task.input, scene);
  recordAccess(task, scene);
  return answer;
}

/** Leaves a trace of who looked at whom, where people do the looking. */
function recordAccess({ operation, call, deps }: Task, { concerned, now }: Scene): void {
  const { recordedClients } = deps.settings;
  const { clientId, organisationId } = call.caller;
  if (concerned.size === 0 || !(recordedClients.includes(clientId) || recordedClients.includes('*'))) return;
  const records = [...concerned].map((customerNumber) => ({
    ...{ id: deps.ids.uuid(), customerNumber, at: now, operation: operation.slug },
    ...{ clientId, callerOrganisationId: organisationId, correlationId: call.correlationId },
    ...(call.clientName !== undefined && { clientName: call.clientName }),
    ...(call.changedBy !== undefined && { lookedBy: call.changedBy }),
  }));
  deps.store.accessLog.record(records);
}

async function write(task: Task, useCase: WriteUseCase<never>) {
  const { call, operation, deps, input } = task;
  const key = await idempotencyKeyOf(call, operation, { input, deps });
  const run = () => untilCommitted(task, useCase, key);
  return key === undefined ? { answer: await run(), replayed: false } : once(key, deps, run);
}

/** Loads, decides and commits, again and again while others change what the decision was made on. */
async function untilCommitted(task: Task, useCase: WriteUseCase<never>, key?: IdempotencyKey) {
  const { deps, input } = task;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const seen = sceneOf(task);
    const scene: WriteScene = { ...seen, stamp: stampOf(task, seen.now) };
    const outcome = await useCase(input, scene);
    try {
      return await commit(task, { scene, outcome, key });
    } catch (error) {
      if (error instanceof UniqueKeyTakenError) {
        const meaning = outcome.onTaken?.(error.key) ?? rejectionOfTakenKey(error.key);
        if (meaning !== 'again') throw new ProfilesError(meaning, {}, { cause: error });
      } else if (error instanceof StaleRevisionError) {
        await deps.clock.pause(Math.min(2 ** attempt, 64) * deps.ids.random());
      } else {
        throw error;
      }
    }
  }
  throw new ProfilesError(618);
}

async function commit(
  task: Task,
  { scene, outcome, key }: { scene: WriteScene; outcome: Outcome<never>; key: IdempotencyKey | undefined },
): Promise<Answer<never>> {
  const { deps, operation, call } = task;
  const { decision, credentials } = outcome;
  if (decision.outcome === 'rejected') throw errorOf(decision);
  const { correlationId, traceparent, clientName } = call;
  const { clientId, organisationId: callerOrganisationId } = call.caller;
  const cause = { cause: operation.slug, correlationId, traceparent, clientId, callerOrganisationId, clientName };
  const { commit: changes, committed } = commitFrom(decision.changes, scene.stamp, { ids: deps.ids, cause });
  const answer = outcome.answer(committed);
  const complete: Commit = {
    ...changes,
    ...(credentials !== undefined && { credentials }),
    ...(key !== undefined && {
      idempotency: { ...key, answer: kept(answer), customerNumbers: customerNumbersIn(changes, scene) },
    }),
  };
  if (writesSomething(complete)) await deps.store.commit(complete);
  return answer;
}

function writesSomething({ profiles, definitions, idempotency }: Commit): boolean {
  return profiles.length > 0 || definitions !== undefined || idempotency !== undefined;
}

/** Whose data an answer may hold: those whom the call found, those who are new, and those merged into them. */
function customerNumbersIn({ profiles }: Commit, { concerned }: Scene): number[] {
  const written = profiles.flatMap(({ after }) => after?.customerNumber ?? []);
  return [...new Set([...concerned, ...written, ...profiles.flatMap(mergedIn)])];
}

/** Who made the change: the body says, else the headers, else the token and the ET-Client-Name. */
function stampOf({ input, call }: Task, at: Instant): Stamp {
  const body = input as { changedBy?: string; changedByChannel?: string };
  return {
    at,
    changedBy: body.changedBy ?? call.changedBy ?? call.caller.clientId,
    changedByChannel: body.changedByChannel ?? call.changedByChannel ?? call.clientName ?? call.caller.clientId,
  };
}

function sceneOf(task: Task): Scene {
  const { store, ids, passwords, loginThrottle, settings, clock } = task.deps;
  const now = clock.now();
  const concerned = new Set<number>();
  return {
    call: task.call,
    store: walled(store, task.call.caller),
    ids,
    passwords,
    loginThrottle,
    settings,
    now,
    concerned,
  };
}

type Store = Scene['store'];

/** The stores behind the walls of organisations. They hold nothing, so each is made once. */
const walledStores = new WeakMap<Store, Map<number, Store>>();

/** The store as a caller may see it: profiles of other organisations are not read where one of the caller's is wanted. */
function walled(store: Store, { organisationId, permissions }: Caller): Store {
  if (permissions.has(Permission.AllOrganisations)) return store;
  const made = walledStores.get(store) ?? new Map<number, Store>();
  walledStores.set(store, made);
  const known = made.get(organisationId) ?? storeWithin(store, organisationId);
  made.set(organisationId, known);
  return known;
}

function storeWithin(store: Store, organisationId: number): Store {
  return Object.assign(lookupsWithin(store, organisationId), { brief: lookupsWithin(store.brief, organisationId) });
}

/** The same lookups, without what belongs to other organisations. */
function lookupsWithin<L extends Lookups<ProfileSummary>>(lookups: L, organisationId: number): L {
  const within: Pick<Lookups<ProfileSummary>, 'byCustomerNumber' | 'byUuid' | 'byCustomerNumbers'> = {
    byCustomerNumber: (customerNumber) => lookups.byCustomerNumber(customerNumber, organisationId),
    byUuid: (uuid) => lookups.byUuid(uuid, organisationId),
    byCustomerNumbers: (customerNumbers) => lookups.byCustomerNumbers(customerNumbers, organisationId),
  };
  return Object.assign(Object.create(lookups) as L, within);
}

/** Whatever was thrown, as the one class callers know. What is not known is our fault (500). */
function asProfilesError(error: unknown): ProfilesError {
  if (error instanceof ProfilesError) return error;
  if (error instanceof ClaimLostError) {
    return new ProfilesError(409, { detail: 'Another call with this Idempotency-Key took over.' }, { cause: error });
  }
  if (error instanceof StoreUnavailableError) return new ProfilesError(619, {}, { cause: error });
  return new ProfilesError(500, {}, { cause: error });
}
