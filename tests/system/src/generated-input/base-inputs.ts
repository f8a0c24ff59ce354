import { randomInt, randomUUID } from 'node:crypto';
import type { ProfilesApi } from '@profiles/contracts';

type Input = Record<string, unknown>;
type Given = (world: World) => Promise<Input>;

/** Where the inputs are to be valid. */
export interface World {
  readonly api: ProfilesApi;
  readonly organisationId: number;
  /** A definition that takes any text. */
  readonly preferenceId: number;
}

const LONG_AHEAD = '2099-12-31T23:59:59.000Z';
const START = '2026-01-01T00:00:00.000Z';
const PASSWORD = 'correct horse battery staple';
const ADDRESS = {
  town: 'Oslo',
  postCode: '0150',
  typeOfAddress: 'P',
  countryCode: 'NOR',
  verifiedAt: START,
  addressLine1: 'Storgata 1',
  addressLine2: 'Oppgang B',
} as const;
const unique = () => randomUUID().slice(0, 13);
const newEmail = () => `${unique()}@example.no`;

const person = ({ organisationId }: World) => ({
  surname: 'Nordmann',
  firstName: 'Kari',
  organisationId,
  createdBy: 'web',
  createdByChannel: 'web',
});
const details = () => ({
  email: newEmail(),
  vippsId: unique(),
  countryCode: '+47',
  telephoneNumberNoCountryCode: '91234567',
  telephoneNumber: '+4791234567',
  dateOfBirth: '1985-04-12',
  nationality: 'NOR',
  expirationDate: LONG_AHEAD,
  landlineNumber: '22123456',
  languagePreferenceISO6393: 'NOB',
  languagePreference: 'NO',
  telephoneNumberVerifiedAt: START,
  customerAccountId: unique(),
  invoiceOrganisationId: '974760673',
});
const changes = () => ({ surname: 'Nordmann', firstName: 'Kari', changedBy: 'web', changedByChannel: 'web' });

type Create = Parameters<ProfilesApi['profiles']['create']>[0];
async function customer(world: World, fields: Partial<Create> = {}): Promise<number> {
  return (await world.api.profiles.create({ ...person(world), ...fields })).customerNumber;
}

async function owner(world: World) {
  const customerNumber = await customer(world);
  const card = {
    ecardNumber: randomInt(1_000_000_000, 9_999_999_999),
    ecardOperator: '57803',
    startOfOwnership: START,
  };
  await world.api.ecards.add({ customerNumber, ...card });
  return { customerNumber, card };
}

async function holderOfPreference(world: World) {
  const customerNumber = await customer(world);
  const { preferenceId } = world;
  await world.api.preferences.create({ customerNumber, preferenceId, preferenceValue: 'aisle' });
  return { customerNumber, preferenceId };
}

async function resident(world: World) {
  const customerNumber = await customer(world, { postalAddresses: [ADDRESS] });
  return { customerNumber, postalAddressId: 1 };
}

const justCustomer: Given = async (world) => ({ customerNumber: await customer(world) });
const criteria: Given = async () => ({
  surname: 'Nordmann',
  countryCode: '+47',
  telephoneNumberNoCountryCode: '91234567',
});
const definition = () => ({
  preferenceCode: 'SEAT',
  preferenceType: 'TEXT' as const,
  preferenceDescription: 'Where to sit.',
});

/** A valid input for each operation, by slug, on customers of its own. */
export const BASE_INPUTS: Readonly<Record<string, Given>> = {
  'find-profiles': criteria,
  'search-profiles': criteria,
  'create-profile': async (world) => ({
    ...person(world),
    ...details(),
    customerRef: unique(),
    postalAddresses: [ADDRESS],
  }),
  'get-many-profiles': async (world) => ({ customerNumbers: [await customer(world)], customerReferences: ['x'] }),
  'get-profile-by-uuid': async (world) => ({ uuid: (await world.api.profiles.create(person(world))).uuid }),
  'get-profile': justCustomer,
  'update-profile': async (world) => ({
    ...(await resident(world).then(({ customerNumber }) => ({ customerNumber }))),
    ...changes(),
    ...details(),
    emailVerifiedAt: START,
    postalAddresses: [{ ...ADDRESS, id: 1 }],
  }),
  'get-profile-by-ecard': async (world) => ({ ecardNumber: String((await owner(world)).card.ecardNumber) }),
  'deactivate-profile': justCustomer,
  'restore-profile': async (world) => {
    const customerNumber = await customer(world);
    await world.api.profiles.deactivate({ customerNumber });
    return { customerNumber };
  },
  'list-preferences': justCustomer,
  'replace-preferences': async (world) => ({
    customerNumber: await customer(world),
    preferences: [{ preferenceId: world.preferenceId, preferenceValue: 'aisle' }],
  }),
  'create-preference': async (world) => ({
    customerNumber: await customer(world),
    preferenceId: world.preferenceId,
    preferenceValue: 'aisle',
  }),
  'list-ecards': justCustomer,
  'add-ecard': async (world) => ({
    customerNumber: await customer(world),
    ecardNumber: randomInt(1_000_000_000, 9_999_999_999),
    ecardOperator: '57803',
    startOfOwnership: START,
  }),
  'add-postal-address': async (world) => ({ customerNumber: await customer(world), ...ADDRESS }),
  'connect-profile': async (world) => {
    const customerNumberToConnect = await customer(world);
    return {
      customerNumber: await customer(world),
      changedByChannel: 'web',
      customerNumberToConnect,
      temporaryCustomerNumber: customerNumberToConnect,
    };
  },
  'get-profile-by-customer-reference': async (world) => {
    const customerReference = unique();
    await customer(world, { customerRef: customerReference });
    return { customerReference };
  },
  'get-preference': holderOfPreference,
  'update-preference': async (world) => ({ ...(await holderOfPreference(world)), preferenceValue: 'window' }),
  'delete-preference': holderOfPreference,
  'get-profile-by-username': async (world) => {
    const username = newEmail();
    await customer(world, { email: username });
    return { organisationId: world.organisationId, username };
  },
  'update-postal-address': async (world) => ({ ...(await resident(world)), ...ADDRESS }),
  'delete-postal-address': resident,
  'get-ecard': async (world) => {
    const { customerNumber, card } = await owner(world);
    return { customerNumber, ecardOperator: card.ecardOperator, ecardNumber: card.ecardNumber };
  },
  'update-ecard': async (world) => {
    const { customerNumber, card } = await owner(world);
    return { customerNumber, ...card };
  },
  'merge-profiles': async (world) => ({
    customerNumber: await customer(world),
    pticketCustomerNumber: await customer(world, { profileType: 'P' }),
  }),
  'preview-merge': async (world) => ({
    customerNumber: await customer(world),
    sourceCustomerNumber: await customer(world, { profileType: 'P' }),
  }),
  'unmerge-profiles': async (world) => {
    const customerNumber = await customer(world);
    const mergedCustomerNumber = await customer(world, { profileType: 'P' });
    await world.api.profiles.merge({ customerNumber, pticketCustomerNumber: mergedCustomerNumber });
    return { customerNumber, mergedCustomerNumber };
  },
  'suggest-duplicates': async (world) => ({ ...(await justCustomer(world)), maxResultSet: 10 }),
  'resolve-customers': async (world) => ({ customerNumbers: [await customer(world)], customerReferences: ['x'] }),
  'export-profile': justCustomer,
  'erase-profile': justCustomer,
  'list-changes': async (world) => ({ ...(await justCustomer(world)), perPage: 20 }),
  'list-preference-definitions': async () => ({}),
  'create-preference-definition': async () => definition(),
  'get-preference-definition': async ({ preferenceId }) => ({ preferenceId }),
  'update-preference-definition': async ({ api }) => ({
    preferenceId: (await api.preferenceDefinitions.create(definition())).id,
    ...definition(),
  }),
  'list-customer-accounts': justCustomer,
  'add-customer-account': async (world) => ({ customerNumber: await customer(world), accountId: unique(), name: 'x' }),
  'update-customer-account': async (world) => {
    const input = { customerNumber: await customer(world), accountId: unique(), name: 'x' };
    await world.api.customerAccounts.add(input);
    return input;
  },
  'convert-temporary-profile': async (world) => ({
    customerNumber: await customer(world, { profileType: 'T', expirationDate: LONG_AHEAD }),
    ...changes(),
    ...details(),
    postalAddresses: [ADDRESS],
  }),
  'verify-credentials': async (world) => {
    const email = newEmail();
    await customer(world, { email, password: PASSWORD });
    return { email, password: PASSWORD, lastSignInFrom: 'web' };
  },
  'change-password': async (world) => ({
    customerNumber: await customer(world, { email: newEmail(), password: PASSWORD }),
    currentPassword: PASSWORD,
    newPassword: `${PASSWORD} 2`,
  }),
  'add-personnel-ticket': async (world) => ({
    customerNumber: await customer(world),
    ticketRightOwner: 'VY',
    ticketRightBearer: 'SJN-4711',
    validFrom: START,
    validTo: LONG_AHEAD,
    ticketHolderCode: 'EMP-01',
  }),
  'add-note': async (world) => ({ customerNumber: await customer(world), text: 'Called.' }),
};
