import type { Commit } from '@profiles/application';
import type { Profile } from '@profiles/domain';
import { hold } from '../violation.js';
import { scopeOf } from '../world/calls.js';
import type { Model } from '../world/model.js';
import type { World } from '../world/world.js';
import type { Invariant } from './invariant.js';

/** Fields that a write sets without a change of the profile. */
const STAMPS = new Set(['revision', 'changedAt', 'changedBy', 'changedByChannel', 'lastSignInAt', 'lastSignInFrom']);

/** The guarantees of a single unit of work. */
export const COMMIT_INVARIANTS: readonly Invariant[] = [
  {
    guarantee: 'no lost update',
    statement:
      'A unit of work changes a profile, a card or a definition only in the version that its decision has seen.',
    beforeApplied: ({ model }, commit) => {
      for (const { before, after } of commit.profiles) {
        const number = (before ?? after)?.customerNumber ?? 0;
        const stored = model.profiles.get(number);
        hold(same(stored, before), 'no lost update', () => `Profile ${number} has changed since it was read.`);
      }
      for (const { before, after } of commit.ecards) {
        const id = (before ?? after)?.id ?? '';
        hold(model.ecards.get(id)?.version === before?.version, 'no lost update', () => `Card ${id} has changed.`);
      }
      for (const { before, after } of commit.definitions ?? []) {
        const stored = model.definitions.get(after.id)?.version;
        hold(
          stored === before?.version,
          'no lost update',
          () => `Definition ${after.id} has changed since it was read.`,
        );
      }
    },
  },
  {
    guarantee: 'event = revision',
    statement:
      'Each change of a profile has the next revision, one event and one change record with that revision; nothing else has one.',
    beforeApplied: ({ model }, commit) => checkRevisions(model, commit),
  },
  {
    guarantee: 'NOOP-1',
    statement: 'A profile gets a new revision only if something about it changes.',
    beforeApplied: (_world, commit) => {
      for (const { before, after } of commit.profiles) {
        if (before === undefined || after === undefined || before.revision === after.revision) continue;
        const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
        const isChanged = [...fields].some(
          (name) => !STAMPS.has(name) && !same(fieldOf(before, name), fieldOf(after, name)),
        );
        const number = after.customerNumber;
        const hasCards = commit.ecards.some((one) =>
          [one.before, one.after].some((it) => it?.customerNumber === number),
        );
        const isPassword = commit.credentials?.some((one) => one.customerNumber === number) ?? false;
        hold(
          isChanged || hasCards || isPassword,
          'NOOP-1',
          () => `Nothing changes in revision ${after.revision} of ${number}.`,
        );
      }
    },
  },
  {
    guarantee: 'identity',
    statement:
      'Number, uuid, reference, organisation and creation of a profile never change, and a number is never used again.',
    beforeApplied: ({ model }, { profiles }) => {
      for (const { before, after } of profiles) {
        if (after === undefined) continue;
        const number = after.customerNumber;
        if (before === undefined) {
          hold(!model.organisations.has(number), 'identity', () => `The number ${number} was used before.`);
          continue;
        }
        const isSame = (['customerNumber', 'uuid', 'customerRef', 'organisationId', 'createdAt'] as const).every(
          (field) => before[field] === after[field],
        );
        hold(isSame, 'identity', () => `The identity of ${number} has changed.`);
      }
    },
  },
  {
    guarantee: 'order of time',
    statement: 'changedAt never decreases with the revision, whatever the clocks of the servers say.',
    beforeApplied: (_world, { profiles }) => {
      for (const { before, after } of profiles) {
        if (before === undefined || after === undefined) continue;
        hold(
          after.changedAt >= before.changedAt,
          'order of time',
          () => `changedAt of ${after.customerNumber} goes back.`,
        );
      }
    },
  },
  {
    guarantee: 'one effect per call',
    statement:
      'A call, with all repetitions under its Idempotency-Key, has one effect at most. Erasures in parts count once.',
    onCommit: (world, { correlationId, position, commit }) => {
      const call = world.callsById.get(correlationId ?? '');
      if (call === undefined || commit.events.every(({ data }) => data.eventType === 'DELETE')) return;
      const earlier = world.model.commits.find(
        (other) => other.position < position && isOfCall(world, other.correlationId, correlationId ?? ''),
      );
      hold(
        earlier === undefined,
        'one effect per call',
        () => `The call ${correlationId} (${call.name}) was carried out twice.`,
      );
    },
  },
  {
    guarantee: 'If-Match',
    statement: 'A write with If-Match changes the revision that it names.',
    beforeApplied: (world, commit) => {
      const call = world.callsById.get(commit.events[0]?.data.correlationId ?? '');
      if (call?.ifMatch === undefined) return;
      const { customerNumber } = call.input;
      const before = commit.profiles.find((one) => one.before?.customerNumber === customerNumber)?.before;
      const isRight = before === undefined || before.revision === call.ifMatch;
      hold(
        isRight,
        'If-Match',
        () => `${call.name} with If-Match ${call.ifMatch} changed revision ${before?.revision}.`,
      );
    },
  },
];

function isOfCall(world: World, one: string | undefined, other: string): boolean {
  if (one === other) return true;
  // A stored response expires after a day, and an erasure removes it with the data of the customer.
  const isGone = world.model.commits.some(({ commit }) => commit.erasure !== undefined);
  if (isGone || world.faults.happened.has('hours pass')) return false;
  const [first, second] = [world.callsById.get(one ?? ''), world.callsById.get(other)];
  const scope = first && scopeOf(first);
  return scope !== undefined && second !== undefined && scope === scopeOf(second);
}

function checkRevisions(model: Model, { profiles, events, changes }: Commit): void {
  const open = new Map(events.map((event) => [event.data.customerNumber, event]));
  const guarantee = 'event = revision';
  hold(open.size === events.length, guarantee, () => 'A unit of work has two events of one profile.');
  for (const { before, after } of profiles) {
    const number = (after ?? before)?.customerNumber ?? 0;
    const previous = model.profiles.get(number)?.revision ?? 0;
    const isRecordOnly = before !== undefined && after?.revision === previous;
    const event = open.get(number);
    open.delete(number);
    if (isRecordOnly) {
      hold(event === undefined, guarantee, () => `There is an event of ${number} without a new revision.`);
      continue;
    }
    const revision = after?.revision ?? previous + 1;
    hold(revision === previous + 1, guarantee, () => `${number} goes from revision ${previous} to ${revision}.`);
    hold(event?.data.revision === revision, guarantee, () => `Revision ${revision} of ${number} has no event.`);
    const type = before === undefined ? 'CREATE' : after === undefined ? 'DELETE' : 'UPDATE';
    hold(event?.data.eventType === type, guarantee, () => `The event of ${number} is no ${type}.`);
    const organisationId = (after ?? before)?.organisationId;
    hold(
      event?.data.organisationId === organisationId,
      'isolation',
      () => `The event of ${number} names another organisation.`,
    );
    const record = changes.find((one) => one.customerNumber === number);
    const isRecorded =
      after === undefined ? record === undefined : record?.revision === revision && record.id === event?.id;
    hold(isRecorded, 'history', () => `Revision ${revision} of ${number} has no change record of its own.`);
  }
  hold(open.size === 0, guarantee, () => `There is an event of ${[...open.keys()]} without a change.`);
}

/** Structural equality of stored values, which are plain data. */
export function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function fieldOf(profile: Profile, name: string): unknown {
  return (profile as unknown as Record<string, unknown>)[name];
}
