import { createHash } from 'node:crypto';
import { type Dependencies, profilesApiFor } from '@profiles/application';
import {
  DOCUMENTED_SUBJECT,
  type NamedPart,
  namedParts,
  type Operation,
  Permission,
  type ProfilesApi,
} from '@profiles/contracts';
import { createMemoryStore, memoryEventFeed } from '@profiles/memory-store';
import { callContext, testDependencies } from '@profiles/testkit';

/** The time at which the documented customers are created, and the documented requests are sent. */
const NOW = '2026-03-01T12:00:00.000Z';

/** Every permission within an organisation. */
export const WITHIN_ORGANISATION = Object.values(Permission).filter((one) => one !== Permission.AllOrganisations);

/** The secret of the documented examples is that of the specification of Standard Webhooks. */
const SAME_SECRET: Dependencies['webhooks'] = {
  newSecret: (webhookId) => ({ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', sealed: webhookId }),
  refusalOf: () => undefined,
};

/** The webhook and the delivery that {@link DOCUMENTED_SUBJECT} names. */
const DOCUMENTED_WEBHOOK: Parameters<Dependencies['store']['commit']>[0] = {
  ...{ profiles: [], ecards: [], events: [], changes: [] },
  webhooks: [
    {
      after: {
        ...{ id: DOCUMENTED_SUBJECT.webhook.webhookId, organisationId: DOCUMENTED_SUBJECT.organisationId },
        ...{ slot: 0, url: 'https://example.no/customer-events', name: 'CRM', isActive: true, secrets: [] },
        ...{ createdAt: NOW, changedAt: NOW, version: 1 },
      },
    },
  ],
  deliveries: [
    {
      after: {
        ...DOCUMENTED_SUBJECT.delivery,
        organisationId: DOCUMENTED_SUBJECT.organisationId,
        customerNumber: DOCUMENTED_SUBJECT.customer.customerNumber,
        ...{ sequence: 1, body: '{}', state: 'delivered', attempts: 1, status: 204, createdAt: NOW },
      },
    },
  ],
};

/** The customers of the documented examples, in memory, each time the same to the last character. */
export interface ExampleWorld {
  readonly dependencies: Dependencies;
  readonly api: ProfilesApi;
}

/**
 * Creates the customers that {@link DOCUMENTED_SUBJECT} names.
 * @param operation Only what belongs to its example or its tag is added to them, so that its response is short.
 * @defaultValue everything is added
 */
export async function exampleWorld(operation?: Operation): Promise<ExampleWorld> {
  const clock = { now: () => NOW, pause: () => Promise.resolve() };
  const store = createMemoryStore({ now: () => Date.parse(NOW) });
  const dependencies = {
    ...testDependencies(store, clock),
    ids: countedIds(),
    events: memoryEventFeed(() => store.outbox),
    webhooks: SAME_SECRET,
  };
  const { caller } = callContext(DOCUMENTED_SUBJECT.organisationId, WITHIN_ORGANISATION);
  const api = profilesApiFor(dependencies, {
    caller: { ...caller, clientId: 'acme-webshop' },
    ...{ correlationId: 'order-4711', clientName: 'acme-webshop' },
  });
  await createCustomers(api, operation);
  if (isShown(operation, 'webhook', 'Webhooks')) await store.commit(DOCUMENTED_WEBHOOK);
  const { openImport, organisationId } = DOCUMENTED_SUBJECT;
  const after = {
    ...{ id: openImport.importId, organisationId, name: 'customers.ndjson', createdAt: NOW, version: 1 },
    ...({ dryRun: false, onExisting: 'refuse', events: 'each', state: 'open' } as const),
  };
  await store.commit({ profiles: [], ecards: [], events: [], changes: [], imports: { record: { after } } });
  return { dependencies, api };
}

async function createCustomers(api: ProfilesApi, operation: Operation | undefined): Promise<void> {
  const { organisationId, customer } = DOCUMENTED_SUBJECT;
  const author = { createdBy: 'web', createdByChannel: 'webshop' };
  const person = { organisationId, ...author, firstName: 'Kari', surname: 'Nordmann' };
  await api.profiles.create({
    ...{ ...person, email: customer.username, password: customer.password, customerRef: customer.customerReference },
    ...{ countryCode: '+47', telephoneNumberNoCountryCode: '91234567', dateOfBirth: '1985-04-12' },
    ...(isShown(operation, 'resident', 'Postal addresses') && {
      postalAddresses: [{ addressLine1: 'Storgata 1', postCode: '0150', town: 'Oslo', typeOfAddress: 'P' }],
    }),
  });
  await addToCustomer(api, operation);
  // Of the same name and day of birth: a likely duplicate.
  await api.profiles.create({ ...person, dateOfBirth: '1985-04-12' });
  const deactivated = await api.profiles.create({ ...person, firstName: 'Ola' });
  await api.profiles.deactivate({ customerNumber: deactivated.customerNumber });
  await api.profiles.create({
    ...{ organisationId, ...author, profileType: 'T', expirationDate: '2099-12-31T23:59:59.000Z' },
  });
  await api.profiles.create({ ...person, firstName: 'Anne', profileType: 'P' });
  const target = await api.profiles.create({ ...person, firstName: 'Nina' });
  const source = await api.profiles.create({ ...person, firstName: 'Nina', profileType: 'P' });
  const pticketCustomerNumber = source.customerNumber;
  await api.profiles.merge({ customerNumber: target.customerNumber, pticketCustomerNumber });
}

/** Adds a card, an account and a preference to the first customer, and defines the preferences of the organisation. */
async function addToCustomer(api: ProfilesApi, operation: Operation | undefined): Promise<void> {
  const { cardOwner, accountHolder, preferenceHolder } = DOCUMENTED_SUBJECT;
  const { customerNumber, ecardOperator, ecardNumber } = cardOwner;
  if (isShown(operation, 'cardOwner', 'E-cards')) {
    const startOfOwnership = '2026-01-01T00:00:00.000Z';
    await api.ecards.add({ customerNumber, ecardOperator, ecardNumber, startOfOwnership });
  }
  if (isShown(operation, 'accountHolder', 'Customer accounts')) {
    await api.customerAccounts.add({ customerNumber, accountId: accountHolder.accountId });
  }
  for (const [preferenceCode, preferenceDescription] of [
    ['SEAT', 'The seat that the customer prefers.'],
    ['NEWSLETTER', 'The newsletter that the customer wants.'],
  ] as const) {
    await api.preferenceDefinitions.create({ preferenceCode, preferenceDescription, preferenceType: 'TEXT' });
  }
  if (isShown(operation, 'preferenceHolder', 'Preferences')) {
    const { preferenceId } = preferenceHolder;
    await api.preferences.create({ customerNumber, preferenceId, preferenceValue: 'window' });
  }
}

function isShown(operation: Operation | undefined, part: NamedPart, tag: string): boolean {
  return operation === undefined || operation.tag === tag || namedParts(operation.example).includes(part);
}

/** Ids that are the same in each run. The first profile gets the documented uuid. */
function countedIds(): Dependencies['ids'] {
  let count = 0;
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const uuidOf = (version: string) => {
    const hex = digest(String(count++));
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
  let profiles = 0;
  return {
    profileUuid: () =>
      profiles++ === 0 ? DOCUMENTED_SUBJECT.customer.uuid : digest(`profile ${profiles}`).slice(0, 32),
    uuid: () => uuidOf('4'),
    uuidAt: (at) => {
      const millis = Date.parse(at).toString(16).padStart(12, '0');
      return `${millis.slice(0, 8)}-${millis.slice(8)}-${uuidOf('7').slice(14)}`;
    },
    random: () => 0.5,
    digest,
  };
}
