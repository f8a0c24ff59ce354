import { createProfilesClient, type ProfilesApi } from '@profiles/client';
import { ProfilesError } from '@profiles/contracts';
import { LOCAL_PERMISSIONS } from '../tokens/permissions.js';
import type { TokenIssuer } from '../tokens/token-issuer.js';
import { SAMPLE_ORGANISATIONS } from './sample-customers.js';

export type ShowcaseOptions = {
  /** Of profiles-service. */
  serviceUrl: string;
  issuer: Pick<TokenIssuer, 'mint'>;
  log(line: string): void;
};

type Api = ProfilesApi;
/** Makes a customer of the showcase; what is not said is that of an adult with a phone. */
type Create = (number: number, fields: Omit<Partial<Input>, 'customerRef'>) => Promise<number>;
type Input = Parameters<Api['profiles']['create']>[0];

const [ORGANISATION] = SAMPLE_ORGANISATIONS;
const CHANNEL = 'npm start';
/** The customer that is made last: with it, the showcase is complete. */
const LAST = 12;
const ECARD_OPERATOR = '57803';
/** Nothing listens there, so that deliveries fail. */
const UNREACHABLE = 'http://127.0.0.1:9/customer-events';
/** Beyond the numbers of the sample customers. */
const FIRST_ECARD = 3_200_000_001;

/** The reference of a customer of the showcase: `SHOWCASE-01`. */
function showcaseRef(number: number): string {
  return `SHOWCASE-${String(number).padStart(2, '0')}`;
}

/**
 * Adds customers with a history to the sample: likely duplicates, merged chains, a moved card, preferences, notes, tickets, and a
 * webhook whose deliveries fail. Does nothing when they are there. A showcase that was broken off is continued within a day,
 * because each write has an idempotency key.
 */
export async function addShowcase({ serviceUrl, issuer, log }: ShowcaseOptions): Promise<void> {
  const token = await issuer.mint({
    organisationId: ORGANISATION,
    clientId: 'sample-data',
    permissions: LOCAL_PERMISSIONS,
  });
  const client = createProfilesClient({ url: serviceUrl, token, clientName: 'profiles-devstack' });
  if (await isThere(client)) return;
  // First, so that it has the events of all that follows.
  await client.webhooks.create({ url: UNREACHABLE, name: 'CRM (not reachable)' }, keyed('webhook'));
  const create: Create = async (number, fields) => {
    const customer = { ...ADULT, ...fields, customerRef: showcaseRef(number) };
    return (await client.profiles.create(customer, keyed(`customer-${number}`))).customerNumber;
  };
  const kari = await create(1, KARI);
  await fillIn(client, kari);
  await addDuplicates(client, create);
  await addMerges(client, create, kari);
  await moveCard(client, create);
  log(`Showcase: customers with a history, ${showcaseRef(1)} to ${showcaseRef(LAST)}.`);
}

/** A write that is repeated by a later start has one effect. */
function keyed(name: string) {
  return { idempotencyKey: `showcase-${name}`, changedBy: 'sample-data', changedByChannel: CHANNEL };
}

async function isThere(client: Api): Promise<boolean> {
  try {
    await client.profiles.getByCustomerReference({ customerReference: showcaseRef(LAST), includeDeleted: true });
    return true;
  } catch (error) {
    if (error instanceof ProfilesError && error.code === 617) return false;
    throw error;
  }
}

const ADULT: Input = {
  organisationId: ORGANISATION,
  firstName: 'Kari',
  surname: 'Nordmann',
  countryCode: '+47',
  createdBy: 'sample-data',
  createdByChannel: CHANNEL,
};

const KARI: Omit<Partial<Input>, 'customerRef'> = {
  telephoneNumberNoCountryCode: '41234567',
  dateOfBirth: '1984-05-17',
  email: 'kari.nordmann@example.com',
  postalAddresses: [
    { typeOfAddress: 'P', addressLine1: 'Storgata 12', postCode: '0155', town: 'Oslo', countryCode: 'NOR' },
  ],
};

/** One customer who has something of everything. */
async function fillIn(client: Api, customerNumber: number): Promise<void> {
  const definitions = [
    { preferenceCode: 'NEWSLETTER', preferenceType: 'BOOLEAN', preferenceDescription: 'Wants the monthly newsletter.' },
    { preferenceCode: 'SEAT', preferenceType: 'TEXT', preferenceDescription: 'The seat that the customer prefers.' },
  ] as const;
  const values = ['true', 'window, facing forward'];
  for (const [index, definition] of definitions.entries()) {
    const { id } = await client.preferenceDefinitions.create(definition, keyed(definition.preferenceCode));
    const preference = { customerNumber, preferenceId: id, preferenceValue: values[index] ?? '' };
    await client.preferences.create(preference, keyed(`preference-${index}`));
  }
  await client.customerAccounts.add({ customerNumber, accountId: 'ABT-4711', name: 'Commuter' }, keyed('account'));
  await client.notes.add(
    { customerNumber, text: 'Asked for a refund of a delayed journey.\nPaid on the same day.' },
    keyed('note-1'),
  );
  await client.notes.add({ customerNumber, text: 'Wants letters on paper.' }, keyed('note-2'));
  for (const [index, ecardName] of ['Reisekort', 'Jobbkort'].entries()) {
    const card = { customerNumber, ecardOperator: ECARD_OPERATOR, ecardNumber: FIRST_ECARD + index, ecardName };
    await client.ecards.add({ ...card, startOfOwnership: '2025-03-01T08:00:00.000Z' }, keyed(`card-${index}`));
  }
  await client.profiles.patch({ customerNumber, email: 'kari@example.com' }, keyed('patch-1'));
  await client.profiles.patch(
    { customerNumber, countryCode: '+47', telephoneNumberNoCountryCode: '41234568' },
    keyed('patch-2'),
  );
}

/** Pairs that the inbox shows, and one that was looked at already. */
async function addDuplicates(client: Api, create: Create): Promise<void> {
  const ola = {
    firstName: 'Ola',
    surname: 'Hansen',
    telephoneNumberNoCountryCode: '90112233',
    dateOfBirth: '1971-11-02',
  };
  await create(2, { ...ola, email: 'ola.hansen@example.com' });
  await create(3, { ...ola, surname: 'Hanssen', email: 'ola@example.net' });
  const anne = { surname: 'Dahl', telephoneNumberNoCountryCode: '45667788', dateOfBirth: '2003-02-14' };
  const [one, other] = [
    await create(4, { ...anne, firstName: 'Anne' }),
    await create(5, { ...anne, firstName: 'Anna' }),
  ];
  await client.profiles.markDistinct({ customerNumber: one, otherCustomerNumber: other }, keyed('twins'));
  const liv = {
    firstName: 'Liv',
    surname: 'Berg',
    telephoneNumberNoCountryCode: '95778899',
    dateOfBirth: '1959-08-30',
  };
  await create(6, { ...liv, email: 'liv.berg@example.com' });
  await create(7, liv);
}

/** A personnel ticket that was merged in, and a chain: the first number leads over the second to the third. */
async function addMerges(client: Api, create: Create, kari: number): Promise<void> {
  const ticketHolder = await create(8, { profileType: 'P', telephoneNumberNoCountryCode: '41234567' });
  const ticket = { ticketRightOwner: 'VY', ticketRightBearer: 'SJN-4711', ticketHolderCode: 'EMP-01' };
  const validity = { validFrom: '2026-01-01T00:00:00.000Z', validTo: '2099-12-31T23:59:59.000Z' };
  await client.personnelTickets.add({ customerNumber: ticketHolder, ...ticket, ...validity }, keyed('ticket'));
  await client.profiles.merge({ customerNumber: kari, pticketCustomerNumber: ticketHolder }, keyed('merge'));

  const per = { firstName: 'Per', surname: 'Solberg', telephoneNumberNoCountryCode: '47889900' };
  const first = await create(9, { ...per, email: 'per.solberg@example.com' });
  const second = await create(10, { ...per, email: 'per@example.net' });
  const connect = (customerNumber: number, customerNumberToConnect: number) => {
    const numbers = { customerNumber, customerNumberToConnect, temporaryCustomerNumber: customerNumberToConnect };
    return client.profiles.connect(
      { ...numbers, changedByChannel: CHANNEL },
      keyed(`connect-${customerNumberToConnect}`),
    );
  };
  await connect(second, first);
  await connect(kari, second);
}

/** A card that a mother has given to her daughter. */
async function moveCard(client: Api, create: Create): Promise<void> {
  const mother = await create(11, { firstName: 'Ingrid', surname: 'Lie', telephoneNumberNoCountryCode: '98990011' });
  const card = { ecardOperator: ECARD_OPERATOR, ecardNumber: FIRST_ECARD + 2, ecardName: 'Skolekort' };
  await client.ecards.add(
    { customerNumber: mother, ...card, startOfOwnership: '2024-08-19T08:00:00.000Z' },
    keyed('card-2'),
  );
  const daughter = await create(LAST, {
    firstName: 'Nora',
    surname: 'Lie',
    telephoneNumberNoCountryCode: '98990012',
    dateOfBirth: '2011-06-23',
  });
  const moved = { customerNumber: daughter, ...card, startOfOwnership: '2026-01-05T08:00:00.000Z' };
  await client.ecards.update(moved, keyed('card-moved'));
}
