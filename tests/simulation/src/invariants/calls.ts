import {
  acceptsIdempotencyKey,
  COMMON_ERRORS,
  IDEMPOTENCY_ERRORS,
  type NamedOperation,
  OPERATION_LIST,
  WRITE_ERRORS,
} from '@profiles/contracts';
import { hold } from '../violation.js';
import { type Call, scopeOf } from '../world/calls.js';
import type { World } from '../world/world.js';
import { same } from './commits.js';
import type { Invariant } from './invariant.js';

/** The first responses under each Idempotency-Key, by its scope, and by its scope and input. */
const firstResponses = new WeakMap<World, Map<string, Call>>();

/** The codes that each operation documents, by its slug. */
const DOCUMENTED = new Map(OPERATION_LIST.map(({ operation }) => [operation.slug, codesOf(operation)]));

function codesOf(operation: NamedOperation['operation']): ReadonlySet<number> {
  const write = operation.kind === 'mutation' ? WRITE_ERRORS : [];
  const keyed = acceptsIdempotencyKey(operation) ? IDEMPOTENCY_ERRORS : [];
  return new Set<number>([...operation.errors, ...COMMON_ERRORS, ...write, ...keyed]);
}

/** Guarantees about single calls. */
export const CALL_INVARIANTS: readonly Invariant[] = [
  {
    guarantee: 'no internal error',
    statement: 'No call ends with 500, whatever fails around it.',
    onCall: (_world, call) => {
      const { outcome } = call;
      const isInternal = outcome?.kind === 'refused' && outcome.status === 500;
      hold(!isInternal, 'no internal error', () => `${call.name} ended with 500: ${JSON.stringify(call.input)}`);
    },
  },
  {
    guarantee: 'documented refusals',
    statement: 'A refusal has a code that its operation documents.',
    onCall: (_world, { outcome, name, slug }) => {
      if (outcome?.kind !== 'refused') return;
      const isDocumented = DOCUMENTED.get(slug)?.has(outcome.code) === true;
      hold(isDocumented, 'documented refusals', () => `${name} was refused with ${outcome.code}.`);
    },
  },
  {
    guarantee: 'a refusal writes nothing',
    statement: 'A call that is refused for a known reason has changed nothing.',
    onCall: (world, call) => {
      const { outcome } = call;
      if (outcome?.kind !== 'refused' || outcome.status >= 500 || call.slug === 'erase-profile') return;
      const written = world.model.commits.find((one) => one.correlationId === call.id);
      hold(
        written === undefined,
        'a refusal writes nothing',
        () => `${call.name} was refused (${outcome.code}) and has written.`,
      );
    },
  },
  {
    guarantee: 'an acknowledged write is durable',
    statement: 'A creation that a caller got a response to is in the store, unless it was removed since.',
    onCall: (world, call) => {
      if (call.slug !== 'create-profile' || call.outcome?.kind !== 'ok') return;
      const { customerNumber } = call.outcome.value as { customerNumber: number };
      const isStored = world.model.organisations.has(customerNumber);
      hold(isStored, 'an acknowledged write is durable', () => `The created profile ${customerNumber} is not stored.`);
    },
  },
  {
    guarantee: 'no stale read',
    statement:
      'A read of a profile shows a revision that was current between its start and its end, with the values of that revision.',
    onCall: (world, call) => {
      const { outcome } = call;
      if (call.kind !== 'query' || outcome?.kind !== 'ok' || outcome.meta.revision === undefined) return;
      const shown = outcome.value as {
        customerNumber: number;
        redirectedFrom?: number;
        parentId?: number;
        surname?: string;
        email?: string;
      };
      const { revision } = outcome.meta;
      const isFresh = revision >= revisionAtStart(world, call, shown.customerNumber);
      hold(isFresh, 'no stale read', () => `${call.name} shows revision ${revision} of ${shown.customerNumber}.`);
      const isEnd = shown.redirectedFrom === undefined || shown.parentId === undefined;
      hold(isEnd, 'no stale read', () => `${call.name} leads to ${shown.customerNumber}, which was merged.`);
      const stored = world.model.revisions.get(shown.customerNumber)?.get(revision);
      if (shown.surname === undefined) return;
      const isRight = stored !== undefined && stored.surname === shown.surname && stored.email === shown.email;
      hold(isRight, 'no stale read', () => `${call.name} shows values that revision ${revision} does not have.`);
    },
  },
  {
    guarantee: 'stored responses replay',
    statement:
      'All responses to one Idempotency-Key of one operation are equal, and every one but the first is marked as a replay.',
    onCall: (world, call) => {
      const { outcome } = call;
      const scope = scopeOf(call);
      checkReuse(world, call);
      if (scope === undefined || outcome === undefined || outcome.kind === 'unknown') return;
      if (outcome.kind === 'refused' && (outcome.status >= 500 || NEVER_STORED.has(outcome.code))) return;
      const guarantee = 'stored responses replay';
      const isSameCall = (one: Call) => scopeOf(one) === scope && same(one.input, call.input);
      const isOfOther =
        outcome.kind === 'ok' &&
        outcome.meta.replayed === true &&
        !world.calls.some((one) => one !== call && isSameCall(one));
      hold(!isOfOther, guarantee, () => `${call.name} got the stored response of another request.`);
      const [ofKey, ofCall] = noted(world, call, [scope, `${scope} ${JSON.stringify(call.input)}`]);
      if (ofKey === undefined || hasExpired(world, ofKey)) return;
      const isEqual = ofCall === undefined || same(contentOf(ofCall), contentOf(call));
      hold(isEqual, guarantee, () => `${call.name} gave another response to the same key.`);
      const originals = world.calls.filter((one) => scopeOf(one) === scope && isOriginal(one));
      hold(originals.length <= 1, guarantee, () => `${call.name} was carried out again under the same key.`);
    },
  },
];

/** A call is refused for the use of its key only if another request has used the key. */
function checkReuse(world: World, call: Call): void {
  if (call.outcome?.kind !== 'refused' || call.outcome.code !== 422) return;
  const isReused = world.calls.some((one) => scopeOf(one) === scopeOf(call) && !same(one.input, call.input));
  hold(isReused, 'stored responses replay', () => `${call.name} was refused for a key that no other request has used.`);
}

/** 409 while a call with the key runs; 422 is about another response; the others are never stored. */
const NEVER_STORED = new Set([409, 422, 400, 429, 611, 610]);

/** The earlier calls under some names, which this call gets if there is none. */
function noted(world: World, call: Call, names: readonly string[]): readonly (Call | undefined)[] {
  const known = firstResponses.get(world) ?? new Map<string, Call>();
  firstResponses.set(world, known);
  return names.map((name) => {
    const first = known.get(name);
    known.set(name, first ?? call);
    return first;
  });
}

/** The revision that a profile had when a call began: that before the first change since, or the last one. */
function revisionAtStart({ model }: World, { commitsBefore }: Call, customerNumber: number): number {
  for (const { commit } of model.commits.slice(commitsBefore)) {
    const change = commit.profiles.find(({ before, after }) => (after ?? before)?.customerNumber === customerNumber);
    if (change !== undefined) return change.before?.revision ?? 0;
  }
  return model.profiles.get(customerNumber)?.revision ?? 0;
}

/** A success that is not marked as the replay of another one. */
function isOriginal({ outcome }: Call): boolean {
  return outcome?.kind === 'ok' && outcome.meta.replayed !== true;
}

function contentOf({ outcome }: Call): unknown {
  if (outcome?.kind === 'ok') return { value: outcome.value, revision: outcome.meta.revision };
  return outcome?.kind === 'refused' ? { code: outcome.code } : undefined;
}

/** An erasure removes stored responses, and hours may have passed. */
function hasExpired(world: World, { commitsBefore }: Call): boolean {
  if (world.faults.happened.has('hours pass')) return true;
  return world.model.commits.slice(commitsBefore).some(({ commit }) => commit.erasure !== undefined);
}
