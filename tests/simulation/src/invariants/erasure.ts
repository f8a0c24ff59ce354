import { hold } from '../violation.js';
import type { World } from '../world/world.js';
import type { Invariant } from './invariant.js';

export const ERASURE_INVARIANTS: readonly Invariant[] = [
  {
    guarantee: 'ERASE-1',
    statement:
      'After an erasure or a purge nothing of the person is left: profile, merged profiles, cards, password, history, access log, stored responses, and values in the history of others.',
    onCommit: ({ model }, { commit }) => {
      const gone = commit.profiles.flatMap(({ before, after }) =>
        after === undefined ? (before?.customerNumber ?? []) : [],
      );
      if (gone.length === 0) return;
      hold(commit.erasure !== undefined, 'ERASE-1', () => `The removal of ${gone} has no proof.`);
      const proven = commit.erasure?.customerNumbers ?? [];
      hold(
        gone.every((number) => proven.includes(number)),
        'ERASE-1',
        () => `The proof does not name ${gone}.`,
      );
      const organisations = new Set(commit.profiles.map(({ before, after }) => (after ?? before)?.organisationId));
      const isOwn = organisations.size === 1 && organisations.has(commit.erasure?.organisationId);
      hold(isOwn, 'ERASE-1', () => `The proof about ${gone} names organisation ${commit.erasure?.organisationId}.`);
      const cards = gone.flatMap((number) => model.ecardsOf(number));
      hold(cards.length === 0, 'ERASE-1', () => `The removed profiles ${gone} still own cards.`);
    },
    atEnd: (world) => checkNothingLeft(world),
  },
  {
    guarantee: 'PURGE-1',
    statement: 'A purge removes expired deactivated and temporary profiles alone, with those merged into them.',
    beforeApplied: ({ scheduler }, commit) => {
      if (commit.erasure?.cause !== 'purge') return;
      const now = new Date(Date.parse(commit.erasure.at) + 1).toISOString();
      for (const { before, after } of commit.profiles) {
        if (after !== undefined || before === undefined || before.parentId !== undefined) continue;
        const isDue = before.expirationDate !== undefined && before.expirationDate <= now;
        const isKind = before.status === 'D' || before.profileType === 'T';
        hold(
          isDue && isKind,
          'PURGE-1',
          () => `${before.customerNumber} was purged before its time (${scheduler.now}).`,
        );
      }
    },
  },
  {
    guarantee: 'store = units of work',
    statement: 'The store holds what the accepted units of work add up to.',
    atEnd: async ({ store, model }) => {
      const numbers = [...model.organisations.keys()];
      const stored = await store.byCustomerNumbers(numbers);
      const guarantee = 'store = units of work';
      hold(
        stored.length === model.profiles.size,
        guarantee,
        () => `The store has ${stored.length} of ${model.profiles.size} profiles.`,
      );
      for (const profile of stored) {
        const isSame = model.profiles.get(profile.customerNumber) === profile;
        hold(isSame, guarantee, () => `The store has another ${profile.customerNumber} than was written.`);
        const records = await store.changesOf([profile.customerNumber]);
        const revisions = new Set(records.map(({ revision }) => revision));
        hold(
          revisions.size === profile.revision,
          'history',
          () => `The history of ${profile.customerNumber} is not complete.`,
        );
      }
      hold(store.outbox.length === model.events.length, guarantee, () => 'The outbox lacks an event.');
    },
  },
];

async function checkNothingLeft(world: World): Promise<void> {
  const { store, model } = world;
  const gone = [...model.erased];
  if (gone.length === 0) return;
  const guarantee = 'ERASE-1';
  for (const number of gone) {
    hold((await store.passwordHashOf(number)) === undefined, guarantee, () => `The password of ${number} is left.`);
    hold((await store.changesOf([number])).length === 0, guarantee, () => `History of ${number} is left.`);
    hold((await store.accessesOf([number])).length === 0, guarantee, () => `The access log of ${number} is left.`);
    hold((await store.ecardsOf(number)).length === 0, guarantee, () => `Cards of ${number} are left.`);
  }
  const marks = marksOfGone(world);
  const others = JSON.stringify(await store.changesOf([...model.profiles.keys()]));
  const left = [...marks].find((mark) => others.includes(mark));
  hold(left === undefined, guarantee, () => `The history of another profile holds ${left}, a value of an erased one.`);
  for (const { key } of world.claims.values()) {
    const claim = await store.idempotency.claim({ ...key, claimant: 'the end' });
    if (claim.state !== 'done') continue;
    const told = [...marks].find((mark) => claim.response.includes(mark));
    hold(told === undefined, guarantee, () => `A stored response holds ${told}, a value of an erased profile.`);
  }
}

/** Names that were given at the creation of erased profiles, and to none else by a caller. */
function marksOfGone({ model }: World): Set<string> {
  const marks = new Set<string>();
  for (const number of model.erased) {
    const first = model.revisions.get(number)?.get(1);
    if (first?.surname.startsWith('Mark')) marks.add(first.surname);
  }
  // A repetition of the request after the erasure creates another profile with the same name.
  for (const number of model.profiles.keys()) marks.delete(model.revisions.get(number)?.get(1)?.surname ?? '');
  return marks;
}
