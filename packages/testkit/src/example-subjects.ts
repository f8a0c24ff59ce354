import { randomInt, randomUUID } from 'node:crypto';
import {
  type ExampleSubject,
  type NamedPart,
  namedParts,
  type Operation,
  type ProfilesApi,
  ProfilesError,
} from '@profiles/contracts';

/** Where the subjects of examples are created: an organisation, called with every permission within it. */
export interface ExampleWorld {
  readonly api: ProfilesApi;
  readonly organisationId: number;
}

const LONG_AHEAD = '2099-12-31T23:59:59.000Z';
const PASSWORD = 'correct horse battery staple';

/** Names that lead to nothing in any organisation. */
export function unknownSubject(organisationId: number): ExampleSubject {
  const customerNumber = 9_000_000_000_000;
  const card = newCard();
  return {
    organisationId,
    customer: {
      ...{ customerNumber, uuid: '0'.repeat(32), customerReference: unique() },
      ...{ username: newEmail(), password: PASSWORD },
    },
    otherCustomer: { customerNumber: 9_000_000_000_001 },
    deactivatedCustomer: { customerNumber },
    temporaryCustomer: { customerNumber },
    ticketCustomer: { customerNumber: 9_000_000_000_001 },
    mergeTarget: { customerNumber, mergedCustomerNumber: 9_000_000_000_001 },
    cardOwner: { customerNumber, ...card, ecardNumber16digits: sixteenDigitsOf(card) },
    resident: { customerNumber, postalAddressId: 9_000_000_000 },
    accountHolder: { customerNumber, accountId: unique() },
    preferenceHolder: { customerNumber, preferenceId: 9_000_000_000 },
    definition: { preferenceId: 9_000_000_001 },
    webhook: { webhookId: unique() },
    delivery: { webhookId: unique(), eventId: unique() },
    openImport: { importId: 'a1b2c3d4-0000-7000-8000-000000000000' },
    fresh: freshValues(),
  };
}

/** A subject whose parts exist, as far as the example of this operation refers to them. */
export async function existingSubject({ example }: Operation, world: ExampleWorld): Promise<ExampleSubject> {
  const parts = namedParts(example);
  const created = await Promise.all(parts.map(async (part) => [part, await CREATE[part](world)] as const));
  return { ...unknownSubject(world.organisationId), ...Object.fromEntries(created) };
}

/** The operation's example with existing data: a valid input that succeeds once. */
export async function exampleInput(operation: Operation, world: ExampleWorld): Promise<Record<string, unknown>> {
  return { ...(operation.example(await existingSubject(operation, world)) as Record<string, unknown>) };
}

function freshValues(): ExampleSubject['fresh'] {
  return { email: newEmail(), text: unique(), ecardNumber: newCard().ecardNumber };
}

type Create = Parameters<ProfilesApi['profiles']['create']>[0];

function create({ api, organisationId }: ExampleWorld, fields: Partial<Create> = {}) {
  const person = { surname: 'Nordmann', firstName: 'Kari', createdBy: 'web', createdByChannel: 'webshop' };
  return api.profiles.create({ ...person, organisationId, ...fields });
}

async function numberOf(world: ExampleWorld, fields?: Partial<Create>) {
  return { customerNumber: (await create(world, fields)).customerNumber };
}

async function newDefinition({ api }: ExampleWorld): Promise<{ preferenceId: number }> {
  const preferenceDescription = 'The seat that the customer prefers.';
  const definition = { preferenceCode: unique(), preferenceType: 'TEXT' as const, preferenceDescription };
  return { preferenceId: (await api.preferenceDefinitions.create(definition)).id };
}

/** An organisation may have few webhooks: the oldest make room for this one. */
async function newWebhook({ api }: ExampleWorld): Promise<{ webhookId: string }> {
  const existing = await api.webhooks.list({});
  for (const { id } of existing.slice(0, Math.max(0, existing.length - MAX_OTHER_WEBHOOKS))) {
    // Another call may be making room, too.
    await api.webhooks.delete({ webhookId: id }).catch((error) => {
      if (!(error instanceof ProfilesError) || error.code !== 617) throw error;
    });
  }
  return { webhookId: (await api.webhooks.create({ url: 'https://example.no/customer-events' })).id };
}

const MAX_OTHER_WEBHOOKS = 10;

/** Creates each part of a subject. */
const CREATE: { readonly [P in NamedPart]: (world: ExampleWorld) => Promise<ExampleSubject[P]> } = {
  customer: async (world) => {
    const [username, customerReference] = [newEmail(), unique()];
    const person = { email: username, password: PASSWORD, customerRef: customerReference };
    const { customerNumber, uuid } = await create(world, person);
    return { customerNumber, uuid, customerReference, username, password: PASSWORD };
  },
  otherCustomer: (world) => numberOf(world),
  deactivatedCustomer: async (world) => {
    const { customerNumber } = await create(world);
    await world.api.profiles.deactivate({ customerNumber });
    return { customerNumber };
  },
  temporaryCustomer: (world) => numberOf(world, { profileType: 'T', expirationDate: LONG_AHEAD }),
  ticketCustomer: (world) => numberOf(world, { profileType: 'P' }),
  mergeTarget: async (world) => {
    const { customerNumber } = await create(world);
    const { customerNumber: mergedCustomerNumber } = await create(world, { profileType: 'P' });
    await world.api.profiles.merge({ customerNumber, pticketCustomerNumber: mergedCustomerNumber });
    return { customerNumber, mergedCustomerNumber };
  },
  cardOwner: async (world) => {
    const { customerNumber } = await create(world);
    const card = newCard();
    const added = await world.api.ecards.add({ customerNumber, ...card, startOfOwnership: '2026-01-01' });
    return { customerNumber, ...card, ecardNumber16digits: added.ecardNumber16digits };
  },
  resident: async (world) => {
    const { customerNumber, postalAddresses } = await create(world, {
      postalAddresses: [{ town: 'Oslo', postCode: '0151', typeOfAddress: 'P' }],
    });
    return { customerNumber, postalAddressId: Number(postalAddresses?.[0]?.id) };
  },
  accountHolder: async (world) => {
    const { customerNumber } = await create(world);
    const accountId = unique();
    await world.api.customerAccounts.add({ customerNumber, accountId });
    return { customerNumber, accountId };
  },
  preferenceHolder: async (world) => {
    const { customerNumber } = await create(world);
    const { preferenceId } = await newDefinition(world);
    await world.api.preferences.create({ customerNumber, preferenceId, preferenceValue: 'aisle' });
    return { customerNumber, preferenceId };
  },
  definition: newDefinition,
  webhook: newWebhook,
  delivery: async (world) => {
    const { webhookId } = await newWebhook(world);
    return { webhookId, eventId: (await world.api.webhooks.test({ webhookId })).eventId };
  },
  openImport: async ({ api }) => ({ importId: (await api.imports.create({ dryRun: false })).id }),
};

function newCard() {
  return { ecardOperator: '57803', ecardNumber: randomInt(1_000_000_000, 9_999_999_999) };
}

function sixteenDigitsOf({ ecardOperator, ecardNumber }: ReturnType<typeof newCard>): string {
  const digits = `${ecardOperator}${ecardNumber}`;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function unique(): string {
  return randomUUID().replaceAll('-', '');
}

function newEmail(): string {
  return `${unique()}@example.no`;
}
