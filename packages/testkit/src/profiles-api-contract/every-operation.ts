import { OPERATION_LIST, Permission, type ProfilesApi } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { newCard, sixteenDigits } from './cards.js';
import { createBody, type EcardBody, newEmail, ORDINARY, type Organisation, unique } from './organisation.js';
import type { NewOrganisation } from './profiles-api-contract.js';
import { expectRefusal, expectUnknown, toldBy } from './refusals.js';

/** Whom and what a call is about: somebody's real names, or names that nobody has. */
interface Subject {
  readonly organisationId: number;
  readonly customerNumber: number;
  readonly uuid: string;
  readonly customerReference: string;
  readonly username: string;
  readonly preferenceId: number;
  readonly card: EcardBody;
}

type Call = (api: ProfilesApi, subject: Subject) => Promise<unknown>;

const VALUE = { preferenceValue: 'blue' };
const ADDRESS = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' } as const;
const PERSON = { surname: 'x', firstName: 'x', changedBy: 'x', changedByChannel: 'x' };
const DEFINITION = { preferenceCode: 'COLOUR', preferenceType: 'TEXT', preferenceDescription: 'Which one.' } as const;
const TICKET = {
  ...{ ticketRightOwner: 'VY', ticketRightBearer: 'SJ', ticketHolderCode: 'E1' },
  ...{ validFrom: '2026-01-01', validTo: '2026-02-01' },
};
const PASSWORDS = { currentPassword: 'correct horse battery', newPassword: 'another horse battery' };

/** A call of every operation. The compiler takes any name; the first test below takes exactly those there are. */
const CALLS: Readonly<Record<string, Call>> = {
  'profiles.find': (api) => api.profiles.find({ surname: 'x' }),
  'profiles.create': (api, { organisationId }) => api.profiles.create(createBody(organisationId)),
  'profiles.search': (api) => api.profiles.search({ surname: 'x' }),
  'profiles.getMany': (api, { customerNumber }) => api.profiles.getMany({ customerNumbers: [customerNumber] }),
  'profiles.getByUuid': (api, { uuid }) => api.profiles.getByUuid({ uuid }),
  'profiles.get': (api, { customerNumber }) => api.profiles.get({ customerNumber }),
  'profiles.update': (api, { customerNumber }) => api.profiles.update({ customerNumber, ...PERSON }),
  'profiles.getByEcard': (api, { card }) => api.profiles.getByEcard({ ecardNumber: sixteenDigits(card) }),
  'profiles.deactivate': (api, { customerNumber }) => api.profiles.deactivate({ customerNumber }),
  'profiles.restore': (api, { customerNumber }) => api.profiles.restore({ customerNumber }),
  'profiles.connect': (api, { customerNumber }) =>
    api.profiles.connect({ customerNumber, customerNumberToConnect: customerNumber, changedByChannel: 'x' }),
  'profiles.getByCustomerReference': (api, { customerReference }) =>
    api.profiles.getByCustomerReference({ customerReference }),
  'profiles.getByUsername': (api, { organisationId, username }) =>
    api.profiles.getByUsername({ organisationId, username }),
  'profiles.merge': (api, { customerNumber }) =>
    api.profiles.merge({ customerNumber, pticketCustomerNumber: customerNumber }),
  'profiles.previewMerge': (api, { customerNumber }) =>
    api.profiles.previewMerge({ customerNumber, sourceCustomerNumber: customerNumber }),
  'profiles.unmerge': (api, { customerNumber }) =>
    api.profiles.unmerge({ customerNumber, mergedCustomerNumber: customerNumber }),
  'profiles.suggestDuplicates': (api, { customerNumber }) => api.profiles.suggestDuplicates({ customerNumber }),
  'profiles.convert': (api, { customerNumber }) => api.profiles.convert({ customerNumber, ...PERSON }),
  'profiles.export': (api, { customerNumber }) => api.profiles.export({ customerNumber }),
  'profiles.erase': (api, { customerNumber }) => api.profiles.erase({ customerNumber }),
  'profiles.listChanges': (api, { customerNumber }) => api.profiles.listChanges({ customerNumber }),
  'profiles.resolve': (api, { customerNumber }) => api.profiles.resolve({ customerNumbers: [customerNumber] }),
  'preferences.list': (api, { customerNumber }) => api.preferences.list({ customerNumber }),
  'preferences.replace': (api, { customerNumber }) => api.preferences.replace({ customerNumber, preferences: [] }),
  'preferences.create': (api, { customerNumber, preferenceId }) =>
    api.preferences.create({ customerNumber, preferenceId, ...VALUE }),
  'preferences.get': (api, { customerNumber, preferenceId }) => api.preferences.get({ customerNumber, preferenceId }),
  'preferences.update': (api, { customerNumber, preferenceId }) =>
    api.preferences.update({ customerNumber, preferenceId, ...VALUE }),
  'preferences.delete': (api, { customerNumber, preferenceId }) =>
    api.preferences.delete({ customerNumber, preferenceId }),
  'ecards.list': (api, { customerNumber }) => api.ecards.list({ customerNumber }),
  'ecards.add': (api, { card }) => api.ecards.add(card),
  'ecards.get': (api, { card: { customerNumber, ecardOperator, ecardNumber } }) =>
    api.ecards.get({ customerNumber, ecardOperator, ecardNumber }),
  'ecards.update': (api, { card }) => api.ecards.update(card),
  'postalAddresses.add': (api, { customerNumber }) => api.postalAddresses.add({ customerNumber, ...ADDRESS }),
  'postalAddresses.update': (api, { customerNumber }) =>
    api.postalAddresses.update({ customerNumber, postalAddressId: 1, ...ADDRESS }),
  'postalAddresses.delete': (api, { customerNumber }) =>
    api.postalAddresses.delete({ customerNumber, postalAddressId: 1 }),
  'preferenceDefinitions.list': (api) => api.preferenceDefinitions.list({}),
  'preferenceDefinitions.create': (api) => api.preferenceDefinitions.create(DEFINITION),
  'preferenceDefinitions.get': (api, { preferenceId }) => api.preferenceDefinitions.get({ preferenceId }),
  'preferenceDefinitions.update': (api, { preferenceId }) =>
    api.preferenceDefinitions.update({ preferenceId, ...DEFINITION }),
  'customerAccounts.list': (api, { customerNumber }) => api.customerAccounts.list({ customerNumber }),
  'customerAccounts.add': (api, { customerNumber }) =>
    api.customerAccounts.add({ customerNumber, accountId: unique('ABT-') }),
  'customerAccounts.update': (api, { customerNumber }) =>
    api.customerAccounts.update({ customerNumber, accountId: 'ABT', name: 'x' }),
  'credentials.verify': (api, { username }) =>
    api.credentials.verify({ email: username, password: PASSWORDS.currentPassword }),
  'credentials.changePassword': (api, { customerNumber }) =>
    api.credentials.changePassword({ customerNumber, ...PASSWORDS }),
  'personnelTickets.add': (api, { customerNumber }) => api.personnelTickets.add({ customerNumber, ...TICKET }),
  'notes.add': (api, { customerNumber }) => api.notes.add({ customerNumber, text: 'x' }),
};

const READS = /\.(find|search|getMany|resolve|previewMerge|suggestDuplicates|get|getBy\w+|list|verify)$/;
const EXCEPTIONS: Readonly<Record<string, Permission>> = {
  'profiles.create': Permission.Create,
  'profiles.deactivate': Permission.Delete,
  'profiles.restore': Permission.Delete,
  'profiles.unmerge': Permission.Admin,
  'profiles.export': Permission.Admin,
  'profiles.erase': Permission.Admin,
  'profiles.listChanges': Permission.Admin,
  'preferenceDefinitions.create': Permission.Admin,
  'preferenceDefinitions.update': Permission.Admin,
};

/** The permission that the contract asks for. */
const neededFor = (name: string) => EXCEPTIONS[name] ?? (READS.test(name) ? Permission.Read : Permission.Change);
const TABLE = Object.entries(CALLS).map(([name, call]) => [name, neededFor(name), call] as const);

/** Those that name nobody of another organisation, or that are refused in another way when they do. */
const NO_STRANGER =
  /\.(find|search|create|getMany|resolve|getByUsername)$|^preferenceDefinitions\.list$|^credentials\.verify$/;
const ABOUT_SOMEBODY = TABLE.filter(([name]) => !NO_STRANGER.test(name) || name === 'preferences.create');

async function somebody({ api, apiFor, create, organisationId }: Organisation): Promise<Subject> {
  const username = newEmail();
  const customer = await create({ email: username, customerRef: unique('CRM-'), password: PASSWORDS.currentPassword });
  const { customerNumber, uuid, customerRef: customerReference = '' } = customer;
  const card = newCard(customer);
  await api.ecards.add(card);
  const admin = apiFor({ permissions: [Permission.Admin] });
  const { id: preferenceId } = await admin.preferenceDefinitions.create(DEFINITION);
  return { organisationId, customerNumber, uuid, customerReference, username, preferenceId, card };
}

function nobody(organisationId: number): Subject {
  const customerNumber = 9_000_000_000_000;
  return {
    organisationId,
    customerNumber,
    uuid: '0'.repeat(32),
    customerReference: unique('CRM-'),
    username: newEmail(),
    preferenceId: 9_000_000_000,
    card: newCard({ customerNumber }),
  };
}

export function everyOperationContract(newOrganisation: NewOrganisation): void {
  describe('every operation', () => {
    test('is called below', () => {
      expect(Object.keys(CALLS).sort()).toEqual(OPERATION_LIST.map(({ name }) => name).sort());
    });

    test.each(TABLE)('%s needs %s, and no other permission stands in for it (610)', async (_name, needed, call) => {
      const organisation = newOrganisation();
      const subject = await somebody(organisation);
      const others = Object.values(Permission).filter((permission) => permission !== needed);
      await expectRefusal(call(organisation.apiFor({ permissions: others }), subject), 610, 403);
      await expectRefusal(call(organisation.apiFor({ permissions: [] }), subject), 610, 403);
      expect(await organisation.events(subject)).toHaveLength(2);
    });

    test.each(TABLE)('%s needs nothing but %s', async (_name, needed, call) => {
      const organisation = newOrganisation();
      const subject = await somebody(organisation);
      const failure: unknown = await call(organisation.apiFor({ permissions: [needed] }), subject).catch((e) => e);
      // Whether the call goes on to succeed is another matter: it was let in.
      expect(failure).not.toMatchObject({ code: 610 });
      expect(failure).not.toMatchObject({ code: 500 });
    });

    test.each(ABOUT_SOMEBODY)('%s refuses another organisation’s exactly like an unknown one', async (...row) => {
      const [, , call] = row;
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const api = mine.apiFor({ permissions: [...ORDINARY, Permission.Admin] });
      const stranger = await expectUnknown(call(api, await somebody(theirs)));
      const unknown = await expectUnknown(call(api, nobody(theirs.organisationId)));
      expect(toldBy(stranger)).toEqual(toldBy(unknown));
    });

    test('what another organisation asked for has changed nothing', async () => {
      const [mine, theirs] = [newOrganisation(), newOrganisation()];
      const api = mine.apiFor({ permissions: [...ORDINARY, Permission.Admin] });
      const subject = await somebody(theirs);
      const before = await theirs.api.profiles.get({ customerNumber: subject.customerNumber });
      for (const [, , call] of ABOUT_SOMEBODY) await expectUnknown(call(api, subject));
      expect(await theirs.api.profiles.get({ customerNumber: subject.customerNumber })).toStrictEqual(before);
      expect(await theirs.events(subject)).toHaveLength(2);
    });
  });
}
