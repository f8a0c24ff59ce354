import type { Profile } from '@profiles/domain';
import { hold } from '../violation.js';
import type { Model } from '../world/model.js';
import type { Invariant } from './invariant.js';

/**
 * The guarantees of the stored state. They are stated anew here, without the functions of the domain: a fault in a rule must
 * not hide itself.
 */
export const STATE_INVARIANTS: readonly Invariant[] = [
  unique(
    'UNIQ-1',
    'An email is held by one profile of type S or P that is neither merged nor deactivated, without regard to case.',
    (one) => (isHolder(one) && one.profileType !== 'T' ? [one.email?.toLowerCase()] : []),
  ),
  unique('UNIQ-2', 'A customerRef is held by one profile until it is removed.', (one) => [one.customerRef]),
  unique('UNIQ-3', 'A username is held by one profile of type S that is neither merged nor deactivated.', (one) =>
    isHolder(one) && one.profileType === 'S' ? [one.username?.toLowerCase()] : [],
  ),
  unique('UNIQ-4', 'A vippsId is held by one profile that is neither merged nor deactivated.', (one) =>
    isHolder(one) ? [one.vippsId] : [],
  ),
  unique('UNIQ-5', 'A customer account is held by one profile.', (one) =>
    one.customerAccounts.map(({ accountId }) => accountId),
  ),
  {
    guarantee: 'CARD-1',
    statement: 'A card has one current ownership at most, in all organisations together.',
    onCommit: ({ model }, { commit }) => {
      if (commit.ecards.length === 0) return;
      const current = [...model.ecards.values()].filter((one) => one.endOfOwnership === undefined);
      const cards = current.map(({ ecardOperator, ecardNumber }) => `${ecardOperator} ${ecardNumber}`);
      const double = cards.find((card, at) => cards.indexOf(card) !== at);
      hold(double === undefined, 'CARD-1', () => `The card ${double} has two current owners.`);
    },
  },
  {
    guarantee: 'CARD-3',
    statement:
      'A card belongs to an existing profile of its organisation that was not merged, and never changes its organisation.',
    onCommit: ({ model }, { commit }) => {
      for (const ecard of model.ecards.values()) {
        const owner = model.profiles.get(ecard.customerNumber);
        const isOwned = owner?.organisationId === ecard.organisationId && owner.parentId === undefined;
        hold(isOwned, 'CARD-3', () => `The card ${ecard.id} belongs to ${ecard.customerNumber}, which can not own it.`);
      }
      for (const { before, after } of commit.ecards) {
        const stays = before === undefined || after === undefined || before.organisationId === after.organisationId;
        hold(stays, 'CARD-3', () => `The card ${after?.id} has changed its organisation.`);
      }
    },
  },
  {
    guarantee: 'CARD-4',
    statement: 'A card is given to an active profile only.',
    onCommit: ({ model }, { commit }) => {
      for (const { before, after } of commit.ecards) {
        if (after === undefined || before?.customerNumber === after.customerNumber) continue;
        const status = model.profiles.get(after.customerNumber)?.status;
        hold(status === 'A', 'CARD-4', () => `A card went to ${after.customerNumber}, which has status ${status}.`);
      }
    },
  },
  {
    guarantee: 'CARD-2',
    statement:
      'A change of a card changes its owner, and the previous owner too if it moves: each has a revision and an event.',
    onCommit: ({ model }, { commit }) => {
      const changed = new Set(commit.profiles.map(({ before, after }) => (after ?? before)?.customerNumber));
      for (const { before, after } of commit.ecards) {
        for (const owner of [before?.customerNumber, after?.customerNumber]) {
          const isChanged = owner === undefined || changed.has(owner) || !model.profiles.has(owner);
          hold(isChanged, 'CARD-2', () => `A card of ${owner} has changed without a revision of ${owner}.`);
        }
      }
    },
  },
  {
    guarantee: 'DEACT-1',
    statement: 'A deactivated profile has neither email nor username; they are put away.',
    onCommit: (_world, { commit }) => {
      for (const { after } of commit.profiles) {
        if (after?.status !== 'D') continue;
        const isPutAway = after.email === undefined && after.username === undefined && after.setAside !== undefined;
        hold(isPutAway, 'DEACT-1', () => `The deactivated profile ${after.customerNumber} has its email or username.`);
      }
    },
  },
  {
    guarantee: 'REST-1',
    statement: 'A restore gives back what the deactivation put away.',
    onCommit: (_world, { commit }) => {
      if (commit.events[0]?.data.cause !== 'restore-profile') return;
      for (const { before, after } of commit.profiles) {
        const isRestored =
          after?.email === before?.emailOld &&
          after?.username === before?.setAside?.username &&
          after?.status === (before?.setAside?.status ?? 'A') &&
          after?.emailOld === undefined;
        hold(isRestored, 'REST-1', () => `The restored profile ${after?.customerNumber} is not as before.`);
      }
    },
  },
  {
    guarantee: 'REDIR-3',
    statement:
      'Every number leads to one profile, over its parents and over the numbers of the survivor alike, without cycles and dead ends.',
    onCommit: ({ model }, { commit }) => {
      if (commit.profiles.length === 0) return;
      for (const profile of model.profiles.values()) checkRedirection(model, profile);
    },
  },
  {
    guarantee: 'MERGE-1',
    statement: 'A merged profile is passive and holds no card, account, ticket or note.',
    onCommit: ({ model }) => {
      for (const one of model.profiles.values()) {
        if (one.parentId === undefined) continue;
        const items = one.customerAccounts.length + one.personnelTickets.length + one.notes.length;
        const isEmpty = one.status === 'P' && items === 0 && model.ecardsOf(one.customerNumber).length === 0;
        hold(isEmpty, 'MERGE-1', () => `The merged profile ${one.customerNumber} holds items or is not passive.`);
      }
    },
  },
  {
    guarantee: 'DISTINCT-1',
    statement: 'A mark of distinct persons is set on both, and an erasure of one ends it on the other.',
    onCommit: ({ model }, { commit }) => {
      for (const { customerNumber, distinctFrom = [], relatedCustomerNumbers } of model.profiles.values()) {
        const own = [customerNumber, ...relatedCustomerNumbers];
        // A mark counts when both have it. What an unmerge leaves on one side has no effect.
        const marked = (gone: number) =>
          lastOf(model, gone)?.distinctFrom?.some((number) => own.includes(number)) ?? false;
        const left = distinctFrom.find((number) => model.erased.has(number) && marked(number));
        hold(
          left === undefined,
          'DISTINCT-1',
          () => `${customerNumber} is marked distinct from ${left}, which is removed.`,
        );
      }
      const [event] = commit.events;
      if (event?.data.cause !== 'mark-distinct') return;
      const { customerNumber, relatedCustomerNumber = 0 } = event.data;
      const [one, other] = [model.profiles.get(customerNumber), model.profiles.get(relatedCustomerNumber)];
      const isOnBoth = one !== undefined && other !== undefined && names(one, other) && names(other, one);
      hold(
        isOnBoth,
        'DISTINCT-1',
        () => `The mark of ${customerNumber} and ${relatedCustomerNumber} is on one of them.`,
      );
    },
  },
];

/** Whether a profile holds its values: it is neither merged nor deactivated. */
function isHolder({ status, parentId }: Profile): boolean {
  return status !== 'D' && parentId === undefined;
}

function unique(
  guarantee: string,
  statement: string,
  valuesOf: (profile: Profile) => readonly (string | undefined)[],
): Invariant {
  return {
    guarantee,
    statement,
    onCommit: ({ model }, { commit }) => {
      for (const { after } of commit.profiles) {
        if (after === undefined) continue;
        const values = valuesOf(after).filter((value) => value !== undefined && value !== '');
        hold(new Set(values).size === values.length, guarantee, () => `${after.customerNumber} holds a value twice.`);
        if (values.length === 0) continue;
        for (const other of model.of(after.organisationId)) {
          if (other.customerNumber === after.customerNumber) continue;
          const shared = valuesOf(other).find((value) => values.includes(value));
          hold(
            shared === undefined,
            guarantee,
            () => `${after.customerNumber} and ${other.customerNumber} hold "${shared}".`,
          );
        }
      }
    },
  };
}

function checkRedirection(model: Model, profile: Profile): void {
  const { customerNumber, organisationId } = profile;
  const survivor = survivorOf(model, profile);
  hold(survivor !== undefined, 'REDIR-3', () => `${customerNumber} leads nowhere.`);
  hold(
    survivor?.organisationId === organisationId,
    'isolation',
    () => `${customerNumber} leads to another organisation.`,
  );
  const answering = [...model.profiles.values()].filter(
    (one) =>
      one.parentId === undefined &&
      (one.customerNumber === customerNumber || one.relatedCustomerNumbers.includes(customerNumber)),
  );
  const isOne = answering.length === 1 && answering[0]?.customerNumber === survivor?.customerNumber;
  const numbers = () => answering.map((one) => one.customerNumber).join(', ');
  hold(
    isOne,
    'REDIR-3',
    () => `${customerNumber} leads to ${survivor?.customerNumber} by its parents; ${numbers()} name it.`,
  );
}

/** The end of the chain of parents; undefined if it has none. */
function survivorOf(model: Model, profile: Profile): Profile | undefined {
  let current: Profile | undefined = profile;
  for (let hops = 0; current?.parentId !== undefined; hops += 1) {
    if (hops > model.profiles.size) return undefined;
    current = model.profiles.get(current.parentId);
  }
  return current;
}

/** The last revision of a profile. */
function lastOf({ revisions }: Model, customerNumber: number): Profile | undefined {
  return [...(revisions.get(customerNumber)?.values() ?? [])].at(-1);
}

/** Whether a profile has a mark about another one, under any number that leads to it. */
function names({ distinctFrom = [] }: Profile, { customerNumber, relatedCustomerNumbers }: Profile): boolean {
  return distinctFrom.some((number) => number === customerNumber || relatedCustomerNumbers.includes(number));
}
