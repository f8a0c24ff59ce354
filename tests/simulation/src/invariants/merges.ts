import type { Profile } from '@profiles/domain';
import { hold } from '../violation.js';
import type { Model } from '../world/model.js';
import type { World } from '../world/world.js';
import { same } from './commits.js';
import type { Invariant } from './invariant.js';

const JOINS = new Set(['merge-profiles', 'connect-profile']);

/** The two parties of a merge as they were before it. */
interface Before {
  readonly source: Profile;
  readonly target: Profile;
  /** The ids of the cards of the source. */
  readonly cards: readonly string[];
}

/** Each world's merges that can be undone, by the number of the source. */
const merges = new WeakMap<Model, Map<number, Before>>();

function mergesOf(model: Model): Map<number, Before> {
  const known = merges.get(model) ?? new Map<number, Before>();
  merges.set(model, known);
  return known;
}

/** The ids of all items of some profiles. A preference that both have is one of each. */
function itemsOf(profiles: readonly (Profile | undefined)[]): string[] {
  return profiles
    .flatMap((one) => [
      ...(one?.customerAccounts ?? []).map(({ accountId }) => `account ${accountId}`),
      ...(one?.personnelTickets ?? []).map(({ id }) => `ticket ${id}`),
      ...(one?.notes ?? []).map(({ id }) => `note ${id}`),
      ...(one?.preferences ?? []).map(
        ({ preferenceId, preferenceValue }) => `preference ${preferenceId} ${preferenceValue}`,
      ),
    ])
    .sort();
}

/** The state that an unmerge without any change in between restores. */
function contentOf(profile: Profile | undefined) {
  if (profile === undefined) return undefined;
  const { status, email, username, vippsId, surname, firstName, relatedCustomerNumbers, dateOfBirth, landlineNumber } =
    profile;
  const items = itemsOf([profile]);
  return {
    status,
    email,
    username,
    vippsId,
    surname,
    firstName,
    relatedCustomerNumbers,
    dateOfBirth,
    landlineNumber,
    items,
  };
}

export const MERGE_INVARIANTS: readonly Invariant[] = [
  {
    guarantee: 'MERGE-1',
    statement:
      'A merge, a connect and an unmerge lose no item and add none; no card changes its holder among other profiles.',
    beforeApplied: (_world, commit) => {
      const { cause } = commit.events[0]?.data ?? {};
      if (!JOINS.has(cause ?? '') && cause !== 'unmerge-profiles') return;
      const befores = itemsOf(commit.profiles.map(({ before }) => before));
      const afters = itemsOf(commit.profiles.map(({ after }) => after));
      hold(same(befores, afters), 'MERGE-1', () => `${cause} has changed the items: ${befores} to ${afters}.`);
      hold(commit.profiles.length === 2, 'MERGE-1', () => `${cause} has not changed both parties.`);
    },
  },
  {
    guarantee: 'UNMERGE-1',
    statement:
      'An unmerge makes the source active under its own number; if neither party was changed since the merge, both are as before it.',
    beforeApplied: ({ model }, commit) => {
      const { cause } = commit.events[0]?.data ?? {};
      const known = mergesOf(model);
      const numbers = commit.profiles.map(({ before, after }) => (before ?? after)?.customerNumber ?? 0);
      if (cause === 'unmerge-profiles') {
        const source = commit.profiles.find(({ before }) => before?.parentId !== undefined)?.after;
        const target = commit.profiles.find(({ before }) => before?.parentId === undefined)?.after;
        hold(
          source?.parentId === undefined && source?.status === 'A',
          'UNMERGE-1',
          () => 'The source is not active again.',
        );
        const isApart = !target?.relatedCustomerNumbers.includes(source?.customerNumber ?? 0);
        hold(isApart, 'UNMERGE-1', () => 'The number of the source still leads to the target.');
        const before = known.get(source?.customerNumber ?? 0);
        if (before !== undefined && before.target.customerNumber === target?.customerNumber) {
          const isSame =
            same(contentOf(before.source), contentOf(source)) && same(contentOf(before.target), contentOf(target));
          const told = () =>
            JSON.stringify([contentOf(before.source), contentOf(source), contentOf(before.target), contentOf(target)]);
          const isBack = before.cards.every((id) => commit.ecards.some(({ after }) => after?.id === id));
          hold(isBack, 'UNMERGE-1', () => 'A card of the source stays with the target.');
          hold(isSame, 'UNMERGE-1', () => `The parties are not as before the merge: ${told()}`);
        }
      }
      // Whatever changes a party ends what is known about its merge.
      for (const [sourceNumber, { target }] of known) {
        if (numbers.includes(sourceNumber) || numbers.includes(target.customerNumber)) known.delete(sourceNumber);
      }
      if (!JOINS.has(cause ?? '')) return;
      const source = commit.profiles.find(({ after }) => after?.parentId !== undefined)?.before;
      const target = commit.profiles.find(({ after }) => after?.parentId === undefined)?.before;
      if (source === undefined || target === undefined) return;
      const cards = model.ecardsOf(source.customerNumber).map(({ id }) => id);
      known.set(source.customerNumber, { source, target, cards });
    },
  },
  {
    guarantee: 'MERGE-2',
    statement: 'A merge or connect joins active profiles of fitting types: P or T or S into S.',
    beforeApplied: (_world, commit) => {
      const { cause } = commit.events[0]?.data ?? {};
      if (!JOINS.has(cause ?? '')) return;
      for (const { before, after } of commit.profiles) {
        hold(
          before?.status === 'A' && before.parentId === undefined,
          'MERGE-2',
          () => 'A party of a merge is not active.',
        );
        const types = after?.parentId === undefined ? ['S'] : cause === 'merge-profiles' ? ['P'] : ['S', 'T'];
        hold(
          types.includes(before?.profileType ?? ''),
          'MERGE-2',
          () => `A party of ${cause} is of type ${before?.profileType}.`,
        );
      }
    },
  },
  {
    guarantee: 'MERGE-2',
    statement: 'A merge or connect of a profile with itself is refused with 601, or with 617 if it is unknown.',
    onCall: (_world, { slug, name, input, outcome }) => {
      const { customerNumber, pticketCustomerNumber, customerNumberToConnect } = input;
      const isOfItself = JOINS.has(slug) && [pticketCustomerNumber, customerNumberToConnect].includes(customerNumber);
      if (!isOfItself || outcome === undefined || outcome.kind === 'unknown') return;
      const isRefused = outcome.kind === 'refused' && (outcome.status >= 500 || REFUSALS_OF_ITSELF.has(outcome.code));
      const told = () => `${name} of ${customerNumber} with itself got ${JSON.stringify(outcome).slice(0, 200)}.`;
      hold(isRefused, 'MERGE-2', told);
    },
  },
  {
    guarantee: 'REDIR-4',
    statement: 'A merged profile is changed by an unmerge, an erasure or a mark alone.',
    beforeApplied: (world, commit) => {
      for (const { before, after } of commit.profiles) {
        if (before?.parentId === undefined || after === undefined) continue;
        const cause = commit.events.find(({ data }) => data.customerNumber === before.customerNumber)?.data.cause;
        const isAllowed = cause === undefined || ALLOWED_ON_MERGED.has(cause);
        hold(isAllowed, 'REDIR-4', () => `${cause} has changed the merged profile ${before.customerNumber}.`);
      }
      void world;
    },
  },
  {
    guarantee: 'DEL-1',
    statement: 'A deactivated profile is changed by a restore, a deactivation, an erasure or a mark alone.',
    beforeApplied: (_world: World, commit) => {
      for (const { before, after } of commit.profiles) {
        if (before?.status !== 'D' || after === undefined) continue;
        const cause = commit.events.find(({ data }) => data.customerNumber === before.customerNumber)?.data.cause;
        const isAllowed = cause === undefined || ALLOWED_ON_DEACTIVATED.has(cause);
        hold(isAllowed, 'DEL-1', () => `${cause} has changed the deactivated profile ${before.customerNumber}.`);
      }
    },
  },
];

/** Besides those of the rule: rights, another version, and an Idempotency-Key in use. */
const REFUSALS_OF_ITSELF = new Set([601, 617, 610, 412, 409, 422]);

const ALLOWED_ON_MERGED = new Set([
  'unmerge-profiles',
  'erase-profile',
  'purge',
  'mark-distinct',
  'unmark-distinct',
  'undo-import',
]);
const ALLOWED_ON_DEACTIVATED = new Set([
  ...['restore-profile', 'deactivate-profile', 'erase-profile', 'purge', 'mark-distinct', 'unmark-distinct'],
  // A card can be moved away from a deactivated owner [CARD-2].
  ...['update-ecard', 'undo-import', 'import-rows'],
]);
