import { hold } from '../violation.js';
import type { Call } from '../world/calls.js';
import type { World } from '../world/world.js';
import { same } from './commits.js';
import type { Invariant } from './invariant.js';

/** First responses by Idempotency-Key and operation. */
const firstResponses = new WeakMap<World, Map<string, Call>>();

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
        surname?: string;
        email?: string;
      };
      const { revision } = outcome.meta;
      if (shown.redirectedFrom === undefined && shown.customerNumber === call.input['customerNumber']) {
        const isFresh = revision >= (call.revisionBefore ?? 0);
        hold(isFresh, 'no stale read', () => `${call.name} shows revision ${revision} of ${shown.customerNumber}.`);
      }
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
      const { outcome, idempotencyKey } = call;
      if (idempotencyKey === undefined || outcome === undefined || outcome.kind === 'unknown') return;
      if (outcome.kind === 'refused' && (outcome.status >= 500 || IN_PROGRESS.has(outcome.code))) return;
      const known = firstResponses.get(world) ?? new Map<string, Call>();
      firstResponses.set(world, known);
      const first = known.get(`${call.slug} ${idempotencyKey}`);
      known.set(`${call.slug} ${idempotencyKey}`, first ?? call);
      if (first?.outcome === undefined || hasExpired(world, first)) return;
      const guarantee = 'stored responses replay';
      hold(
        same(contentOf(first), contentOf(call)),
        guarantee,
        () => `${call.name} gave another response to the same key.`,
      );
      const originals = world.calls.filter((one) => one.idempotencyKey === idempotencyKey && isOriginal(one));
      hold(originals.length <= 1, guarantee, () => `${call.name} was carried out again under the same key.`);
    },
  },
];

/** 409 while a call with the key runs; 400 is never stored. */
const IN_PROGRESS = new Set([409, 400, 429, 611, 610]);

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
