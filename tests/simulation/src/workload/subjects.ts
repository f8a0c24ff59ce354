import type { ExampleSubject } from '@profiles/contracts';
import type { Profile } from '@profiles/domain';
import { isMerged } from '@profiles/domain';
import { unknownSubject } from '@profiles/testkit/example-subjects';
import type { Random } from '../runtime/random.js';
import type { World } from '../world/world.js';

/** The password of every customer. */
const PASSWORD = 'correct horse battery staple';
const OPERATORS = ['57803', '57804'] as const;

/** Few values, so that callers compete for them. */
export const EMAILS = ['a@example.no', 'B@example.no', 'b@example.no', 'c@example.no'];
const TEXTS = ['t1', 't2', 't3', 't4'];
const CARDS = [1_000_000_001, 1_000_000_002, 1_000_000_003];

/** Chooses the data of an organisation that the example of an operation refers to: mostly data that fits. */
export function subjectOf(world: World, organisationId: number, random: Random): ExampleSubject {
  const all = world.model.of(organisationId);
  const some = (fits: (profile: Profile) => boolean): Profile | undefined => {
    const fitting = random.chance(0.85) ? all.filter(fits) : all;
    return random.pick(fitting.length > 0 ? fitting : all);
  };
  const unknown = unknownSubject(organisationId);
  const active = (type: string) => (profile: Profile) => profile.profileType === type && profile.status === 'A';
  const isSurvivor = (profile: Profile) => active('S')(profile) && profile.relatedCustomerNumbers.length > 0;
  const numbered = (profile: Profile | undefined, otherwise: { readonly customerNumber: number }) =>
    profile === undefined ? otherwise : { customerNumber: profile.customerNumber };
  const customer = some(active('S'));
  return {
    ...unknown,
    customer:
      customer === undefined ? unknown.customer : namesOf(customer, customer.email ?? random.pick(EMAILS) ?? ''),
    // One with customers of its own merged in, so that chains of merges become long.
    otherCustomer: numbered(some(random.chance(0.3) ? isSurvivor : active('S')), unknown.otherCustomer),
    deactivatedCustomer: numbered(
      some(({ status }) => status === 'D'),
      unknown.deactivatedCustomer,
    ),
    temporaryCustomer: numbered(some(active('T')), unknown.temporaryCustomer),
    ticketCustomer: numbered(some(active('P')), unknown.ticketCustomer),
    mergeTarget: mergeOf(some(isMerged)) ?? unknown.mergeTarget,
    cardOwner: cardOf(world, organisationId, random),
    resident: addressOf(some(({ postalAddresses }) => postalAddresses.length > 0)) ?? unknown.resident,
    accountHolder: accountOf(some(({ customerAccounts }) => customerAccounts.length > 0)) ?? unknown.accountHolder,
    preferenceHolder: preferenceOf(some(({ preferences }) => preferences.length > 0)) ?? unknown.preferenceHolder,
    definition: definitionOf(world, organisationId, random) ?? unknown.definition,
    fresh: {
      email: random.pick(EMAILS) ?? '',
      text: random.pick(TEXTS) ?? '',
      ecardNumber: random.pick(CARDS) ?? 0,
    },
  };
}

/** All that a customer is looked up by. */
export function namesOf(profile: Profile, username = ''): ExampleSubject['customer'] {
  const { customerNumber, uuid, customerRef: customerReference } = profile;
  return { customerNumber, uuid, customerReference, username: profile.username ?? username, password: PASSWORD };
}

export function mergeOf(merged: Profile | undefined): ExampleSubject['mergeTarget'] | undefined {
  if (merged?.parentId === undefined) return undefined;
  return { customerNumber: merged.parentId, mergedCustomerNumber: merged.customerNumber };
}

function addressOf(profile: Profile | undefined): ExampleSubject['resident'] | undefined {
  const address = profile?.postalAddresses[0];
  return profile && address && { customerNumber: profile.customerNumber, postalAddressId: address.id };
}

function accountOf(profile: Profile | undefined): ExampleSubject['accountHolder'] | undefined {
  const account = profile?.customerAccounts[0];
  return profile && account && { customerNumber: profile.customerNumber, accountId: account.accountId };
}

function preferenceOf(profile: Profile | undefined): ExampleSubject['preferenceHolder'] | undefined {
  const preference = profile?.preferences[0];
  return profile && preference && { customerNumber: profile.customerNumber, preferenceId: preference.preferenceId };
}

function definitionOf(world: World, organisationId: number, random: Random): ExampleSubject['definition'] | undefined {
  const own = [...world.model.definitions.values()].filter((one) => one.organisationId === organisationId);
  const chosen = random.pick(own);
  return chosen && { preferenceId: chosen.id };
}

/** A card of the organisation, for its owner or for another customer. */
function cardOf(world: World, organisationId: number, random: Random): ExampleSubject['cardOwner'] {
  const cards = [...world.model.ecards.values()].filter((one) => one.organisationId === organisationId);
  const card = random.pick(cards);
  const { customerNumber } = random.pick(world.model.of(organisationId)) ?? { customerNumber: 1 };
  if (card === undefined) {
    const number = random.pick(CARDS) ?? 0;
    const sixteen = `${OPERATORS[0]}${number}0`;
    return { customerNumber, ecardOperator: OPERATORS[0], ecardNumber: number, ecardNumber16digits: sixteen };
  }
  const { ecardOperator, ecardNumber, ecardNumber16digits } = card;
  const owner = random.chance(0.4) ? card.customerNumber : customerNumber;
  return { customerNumber: owner, ecardOperator, ecardNumber, ecardNumber16digits };
}
