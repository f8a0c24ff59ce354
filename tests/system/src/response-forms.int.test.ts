import { randomUUID } from 'node:crypto';
import { profilesApiFor } from '@profiles/application';
import { createProfilesClient } from '@profiles/client';
import { OPERATION_LIST, Permission, type ProfilesApi } from '@profiles/contracts';
import { createMongoStore, type MongoConnection, openMongo } from '@profiles/mongo-store';
import { callContext, restProfilesApi, testDependencies } from '@profiles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const ORGANISATION = 1;
const PERMISSIONS = Object.values(Permission).filter((one) => one !== Permission.AllOrganisations);
const ACTOR = { createdBy: 'test', createdByChannel: 'test' };
const TEXT = '"Ø\\ \u2028 😀 <b>';

/** Every combination of these flags. */
function combinationsOf(flags: readonly string[]): Record<string, boolean>[] {
  return flags.reduce<Record<string, boolean>[]>(
    (all, flag) => all.flatMap((one) => [one, { ...one, [flag]: true }]),
    [{}],
  );
}

const INCLUDES = combinationsOf([
  ...['includeECards', 'includePersonnelTicket', 'includePreferences', 'includeNotes', 'includeDeleted'],
]);
const LIST_INCLUDES = combinationsOf(['includePreferences']);

/** Number and names of the customers of the test. */
interface Customers {
  readonly full: { readonly customerNumber: number; readonly uuid: string; readonly customerRef: string };
  readonly merged: number;
  readonly deactivated: number;
  readonly deactivatedUuid: string;
}

async function createCustomers(api: ProfilesApi): Promise<Customers> {
  const definition = await api.preferenceDefinitions.create({
    ...{ preferenceCode: 'SEAT', preferenceType: 'TEXT', preferenceDescription: TEXT },
  });
  const born = { organisationId: ORGANISATION, surname: 'Formsen', firstName: TEXT, ...ACTOR };
  const full = await api.profiles.create({
    ...{ ...born, email: 'kari@example.no', dateOfBirth: '1985-04-12', nationality: 'NOR', vippsId: 'vipps' },
    ...{ countryCode: '+47', telephoneNumberNoCountryCode: '91234567', landlineNumber: '22 33 44 55' },
    postalAddresses: [
      { town: 'Oslo', postCode: '0150', typeOfAddress: 'P', addressLine1: TEXT },
      { town: 'Bergen', postCode: '5003', typeOfAddress: 'I', verifiedAt: '2026-01-31' },
    ],
  });
  const { customerNumber } = full;
  await api.customerAccounts.add({ customerNumber, accountId: 'account "1"', name: TEXT });
  await api.preferences.create({ customerNumber, preferenceId: definition.id, preferenceValue: TEXT });
  await api.notes.add({ customerNumber, text: `${TEXT}\n\t` });
  const card = { ecardOperator: '57803', ecardNumber: 7_000_000_001, startOfOwnership: '2026-01-01', ecardName: TEXT };
  await api.ecards.add({ customerNumber, ...card });
  const other = await api.profiles.create({ ...born, profileType: 'P' });
  await api.personnelTickets.add({
    ...{ customerNumber: other.customerNumber, ticketRightOwner: 'VY', ticketRightBearer: TEXT },
    ...{ validFrom: '2026-01-01', validTo: '2099-01-01', ticketHolderCode: 'E-1' },
  });
  await api.profiles.merge({ customerNumber, pticketCustomerNumber: other.customerNumber });
  const gone = await api.profiles.create({ ...born, email: 'gone@example.no' });
  await api.profiles.deactivate({ customerNumber: gone.customerNumber });
  const { uuid, customerRef = '' } = full;
  const deactivated = { deactivated: gone.customerNumber, deactivatedUuid: gone.uuid };
  return { full: { customerNumber, uuid, customerRef }, merged: other.customerNumber, ...deactivated };
}

/** Every read of the customers, with all flags. */
function callsOf({ full, merged, deactivated, deactivatedUuid }: Customers): [string, Record<string, unknown>][] {
  const lookups: [string, Record<string, unknown>][] = [
    ...[full.customerNumber, merged, deactivated, 999].map((customerNumber): [string, Record<string, unknown>] => [
      'profiles.get',
      { customerNumber },
    ]),
    ...[full.uuid, deactivatedUuid].map((uuid): [string, Record<string, unknown>] => ['profiles.getByUuid', { uuid }]),
    ['profiles.getByCustomerReference', { customerReference: full.customerRef }],
    ['profiles.getByEcard', { ecardNumber: '7000000001' }],
    ['profiles.getByUsername', { organisationId: ORGANISATION, username: 'KARI@example.no' }],
    ['profiles.getByUsername', { organisationId: ORGANISATION, username: 'gone@example.no' }],
  ];
  const numbers = [full.customerNumber, merged, deactivated, 999];
  const lists: [string, Record<string, unknown>][] = [
    ['profiles.getMany', { customerNumbers: numbers }],
    ['profiles.getMany', { customerReferences: [full.customerRef, 'unknown'] }],
    ['profiles.find', { surname: 'Formsen' }],
    ['profiles.find', { surname: 'Unknown' }],
    ['profiles.search', { surname: 'Formsen', perPage: 1 }],
    ['profiles.search', { surname: 'Formsen', perPage: 1, sortBy: 'firstName', includeTotal: false }],
    ['profiles.search', { surname: 'Unknown' }],
  ];
  return [
    ...lookups.flatMap(([name, input]) => INCLUDES.map((flags): [string, object] => [name, { ...input, ...flags }])),
    ...lists.flatMap(([name, input]) => LIST_INCLUDES.map((flags): [string, object] => [name, { ...input, ...flags }])),
  ] as [string, Record<string, unknown>][];
}

/** The response with the revision in its headers, or the code of the error. */
async function responseOf(api: ProfilesApi, name: string, input: object) {
  const [group = '', method = ''] = name.split('.');
  type Call = (input: object, options: object) => Promise<unknown>;
  const call = (api as unknown as Record<string, Record<string, Call>>)[group]?.[method] as Call;
  let revision: unknown;
  try {
    const onResponseMeta = (meta: { revision?: number }) => {
      revision = meta.revision;
    };
    const value = await call(input, { onResponseMeta });
    const operation = OPERATION_LIST.find((named) => named.name === name)?.operation;
    // The schema returns the members of the contract alone: nothing else may have been sent.
    expect(operation?.output.parse(value)).toEqual(value);
    return { value, revision };
  } catch (error) {
    return { code: (error as { code?: number }).code ?? error };
  }
}

/** Rewrites the documents as another version or another driver may have written them. */
async function age({ db }: MongoConnection): Promise<void> {
  const profiles = db.collection('profiles');
  for (const document of await profiles.find({}, { promoteValues: false }).toArray()) {
    const { _id, ...fields } = document;
    await profiles.replaceOne({ _id }, {
      unknownToThisVersion: { deep: ['x', 1] },
      ...Object.fromEntries(Object.entries(fields).reverse()),
      ...(fields['notes'] === undefined && { notes: [], preferences: [] }),
    } as never);
  }
}

describe.skipIf(MONGODB_URI === undefined)('responses as text and as objects', () => {
  const database = `system_${randomUUID().slice(0, 8)}`;
  let stack: Stack;
  let mongo: MongoConnection;
  let objects: ProfilesApi;
  let transports: [string, ProfilesApi][];
  let customers: Customers;

  beforeAll(async () => {
    stack = await startStack({ database });
    mongo = openMongo({ uri: MONGODB_URI ?? '', database, appName: 'response-forms' });
    objects = profilesApiFor(testDependencies(createMongoStore(mongo)), callContext(ORGANISATION, PERMISSIONS));
    const token = await stack.token({ organisationId: ORGANISATION, permissions: PERMISSIONS });
    transports = [
      ['tRPC', createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' })],
      ['REST', restProfilesApi({ baseUrl: `${stack.adapterUrl}/customers/v2`, token })],
    ];
    customers = await createCustomers(transports[0]?.[1] as ProfilesApi);
  });

  afterAll(async () => {
    await mongo?.close();
    await stack?.close();
  });

  async function compare(): Promise<void> {
    for (const [name, input] of callsOf(customers)) {
      const expected = await responseOf(objects, name, input);
      for (const [transport, api] of transports) {
        const seen = await responseOf(api, name, input);
        expect(seen, `${name} ${JSON.stringify(input)} over ${transport}`).toEqual(expected);
      }
    }
  }

  test('both transports return what the objects of the same documents return, with every include flag', compare);

  test('the same holds for documents of other versions', async () => {
    await age(mongo);
    await compare();
  });
});
