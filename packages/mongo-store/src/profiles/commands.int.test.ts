import { randomUUID } from 'node:crypto';
import { type ProfileStore, profilesApiFor, runOperation } from '@profiles/application';
import { OPERATIONS, type Operation, Permission, type ProfilesApi } from '@profiles/contracts';
import type { Profile } from '@profiles/domain';
import { callContext, testDependencies } from '@profiles/testkit';
import type { CommandStartedEvent, Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { ensureIndexes } from '../schema/indexes.js';
import { createMongoStore } from './profile-store.js';

const uri = process.env['MONGODB_URI'];
const PERSON = { surname: 'Nordmann', firstName: 'Kari', organisationId: 1, createdBy: 'web', createdByChannel: 'web' };

/** The writes of one statement, in their order. */
function statement({ ops, nsInfo }: Document): string {
  const kindAndNamespace = ({ insert, update, ...other }: Document) =>
    insert !== undefined ? ['insert', insert] : update !== undefined ? ['update', update] : ['delete', other['delete']];
  const writes = (ops as Document[]).map((op) => {
    const [kind, namespace] = kindAndNamespace(op);
    return `${kind} ${(nsInfo[namespace].ns as string).split('.')[1]}`;
  });
  return `bulkWrite ${writes.join(', ')}`;
}

/** The driver tells of its commands only when it is asked to from the start. */
function monitored(server: string): string {
  if (server.includes('?')) return `${server}&monitorCommands=true`;
  return `${server.replace(/\/$/, '')}/?monitorCommands=true`;
}

describe.skipIf(uri === undefined)('what operations send to the database', () => {
  let connection: MongoConnection;
  let store: ProfileStore;
  let api: ProfilesApi;
  let numbers: number[];
  /** Every command sent to the server, with the collection it is about. */
  const commands: string[] = [];
  /** The documents that the lookups among them need. */
  let leftOut: string[] = [];

  beforeAll(async () => {
    connection = openMongo({
      uri: monitored(uri ?? ''),
      database: `many_${randomUUID().slice(0, 8)}`,
      appName: 'tests',
    });
    connection.client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
      // The epoch of events is read by the first commit of each second, whatever it writes: see outbox/epoch.ts.
      if (commandName === 'find' && command['find'] === 'eventState') return;
      commands.push(commandName === 'bulkWrite' ? statement(command) : `${commandName} ${command[commandName]}`);
      const projection = commandName === 'find' ? command['projection'] : command['pipeline']?.at(-1)?.$project;
      if (projection) leftOut = Object.keys(projection);
    });
    await ensureIndexes(connection.db);
    store = createMongoStore(connection);
    api = profilesApiFor(testDependencies(store), callContext(1, Object.values(Permission)));
    const model = await customerWithPreferences();
    numbers = (await copiesOf(model, 1000)).map(({ customerNumber }) => customerNumber);
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  async function customerWithPreferences(): Promise<Profile> {
    const { customerNumber } = await api.profiles.create(PERSON);
    for (const preferenceCode of ['A', 'B', 'C']) {
      const fields = { preferenceCode, preferenceType: 'TEXT', preferenceDescription: 'x' } as const;
      const { id } = await api.preferenceDefinitions.create(fields);
      await api.preferences.create({ customerNumber, preferenceId: id, preferenceValue: 'x' });
    }
    const profile = await store.byCustomerNumber(customerNumber);
    if (profile === undefined) throw new Error('It was just created.');
    return profile;
  }

  async function copiesOf(model: Profile, count: number): Promise<Profile[]> {
    const copies: Profile[] = [];
    for (let i = 0; i < count; i++) {
      const customerNumber = await store.nextCustomerNumber();
      const uuid = randomUUID().replaceAll('-', '');
      copies.push({ ...model, customerNumber, uuid, customerRef: `copy-${customerNumber}`, revision: 1 });
    }
    await store.commit({ profiles: copies.map((after) => ({ after })), ecards: [], events: [], changes: [] });
    return copies;
  }

  async function commandsOf<T>(call: () => Promise<T>): Promise<{ answer: T; sent: string[] }> {
    commands.length = 0;
    const answer = await call();
    return { answer, sent: [...commands] };
  }

  test('get-many of a thousand asks once', async () => {
    const { answer, sent } = await commandsOf(() => api.profiles.getMany({ customerNumbers: numbers }));
    expect(answer.map(({ customerNumber }) => customerNumber)).toEqual(numbers);
    expect(sent).toEqual(['find profiles']);
  });

  test('get-many asks once by references too', async () => {
    const customerReferences = numbers.map((number) => `copy-${number}`);
    const { answer, sent } = await commandsOf(() => api.profiles.getMany({ customerReferences }));
    expect(answer).toHaveLength(1000);
    expect(sent).toEqual(['find profiles']);
  });

  test('get-many asks once more for all definitions of the preferences', async () => {
    const input = { customerNumbers: numbers, includePreferences: true };
    const { answer, sent } = await commandsOf(() => api.profiles.getMany(input));
    expect(answer.every(({ preferences }) => preferences?.every(({ preference }) => preference !== undefined))).toBe(
      true,
    );
    expect(sent).toEqual(['find profiles', 'find preferenceDefinitions']);
  });

  test('get-many asks once more for all that merged ones lead to', async () => {
    const targets = numbers.slice(0, 20);
    const merged: number[] = [];
    for (const customerNumber of targets) {
      const { customerNumber: pticketCustomerNumber } = await api.profiles.create({ ...PERSON, profileType: 'P' });
      await api.profiles.merge({ customerNumber, pticketCustomerNumber });
      merged.push(pticketCustomerNumber);
    }
    const customerNumbers = [...merged, ...numbers.slice(20)];
    const input = { customerNumbers, includePreferences: true };
    const { answer, sent } = await commandsOf(() => api.profiles.getMany(input));
    expect(answer.map(({ customerNumber }) => customerNumber)).toEqual([...targets, ...numbers.slice(20)]);
    expect(sent).toEqual(['find profiles', 'aggregate profiles', 'find preferenceDefinitions']);
  });

  test('a response as text sends the same commands and has the same value', async () => {
    const [customerNumber = 0] = numbers;
    // The first search of an organisation begins a sample of its search terms, with a command of its own (ADR 0044).
    await api.profiles.find({ surname: PERSON.surname });
    const { profiles } = OPERATIONS;
    const calls: readonly [Operation, object][] = [
      [profiles.get, { customerNumber, includeECards: true }],
      [profiles.get, { customerNumber: 999 }],
      [profiles.getMany, { customerNumbers: numbers, includePreferences: true }],
      [profiles.find, { surname: PERSON.surname, maxResultSet: 5 }],
      [profiles.search, { surname: PERSON.surname, perPage: 5 }],
    ];
    for (const [operation, input] of calls) {
      const responseOf = (acceptsText: boolean) =>
        commandsOf(async () => {
          const call = { ...callContext(1, Object.values(Permission)), acceptsText };
          const response = await runOperation(operation, input, { call, deps: testDependencies(store) }).catch(
            (error: { code: number }) => error.code,
          );
          return JSON.stringify(response);
        });
      expect(await responseOf(true)).toEqual(await responseOf(false));
    }
  });

  test('what can be long is read for those only who ask for it', async () => {
    const [customerNumber = 0] = numbers;
    const named = { customerNumbers: [customerNumber] };
    const sees = async (call: () => Promise<unknown>) => {
      await call();
      return ['preferences', 'notes'].filter((part) => !leftOut.includes(part));
    };
    const get = (flags: object) => () => api.profiles.get({ customerNumber, ...flags });
    expect(await sees(get({ includePersonnelTicket: true, includeECards: true }))).toEqual([]);
    expect(await sees(get({ includeNotes: true }))).toEqual(['preferences', 'notes']);
    expect(await sees(get({ includePreferences: true }))).toEqual(['preferences', 'notes']);
    expect(await sees(() => api.profiles.getMany(named))).toEqual([]);
    expect(await sees(() => api.profiles.getMany({ ...named, includePreferences: true }))).toContain('preferences');
    expect(await sees(() => api.profiles.find({ surname: PERSON.surname, maxResultSet: 1 }))).toEqual([]);
    expect(await sees(() => api.notes.add({ customerNumber, text: 'x' }))).toEqual(['preferences', 'notes']);
  });

  test('single operations ask no more than they must', async () => {
    const fields = { ...PERSON, email: `${randomUUID()}@example.no` };
    const { answer: customer, sent: created } = await commandsOf(() => api.profiles.create(fields));
    const other = await api.profiles.create(PERSON);
    const { customerNumber: wellKnown } = await api.profiles.create({
      ...{ ...PERSON, surname: 'Berg Nordmann Li', dateOfBirth: '1985-04-12', email: `${randomUUID()}@example.no` },
      ...{ countryCode: '+47', telephoneNumberNoCountryCode: '91234567', landlineNumber: '22123456' },
      postalAddresses: ['0150', '0151', '0152'].map((postCode) => ({ town: 'Oslo', postCode, typeOfAddress: 'P' })),
    });
    const ticket = await api.profiles.create({ ...PERSON, profileType: 'P' });
    const { customerNumber, uuid, email = '', customerRef = '' } = customer;
    const card = { ecardOperator: '57803', ecardNumber: 7_000_000_001, startOfOwnership: '2026-01-01' };
    const change = { surname: 'Hansen', firstName: 'Ola', changedBy: 'web', changedByChannel: 'web' };
    const all = { includeECards: true, includePreferences: true, includeNotes: true, includePersonnelTicket: true };
    const sentBy = async (call: () => Promise<unknown>) => (await commandsOf(call)).sent;
    const seen = {
      create: created,
      addEcard: await sentBy(() => api.ecards.add({ customerNumber, ...card })),
      get: await sentBy(() => api.profiles.get({ customerNumber })),
      getWithAll: await sentBy(() => api.profiles.get({ customerNumber, ...all })),
      getByUuid: await sentBy(() => api.profiles.getByUuid({ uuid })),
      getByUsername: await sentBy(() => api.profiles.getByUsername({ organisationId: 1, username: email })),
      getByReference: await sentBy(() =>
        api.profiles.getByCustomerReference({ organisationId: 1, customerReference: customerRef }),
      ),
      getByEcard: await sentBy(() => api.profiles.getByEcard({ ecardNumber: String(card.ecardNumber) })),
      find: await sentBy(() => api.profiles.find({ email, maxResultSet: 20 })),
      search: await sentBy(() => api.profiles.search({ email, perPage: 20 })),
      resolve: await sentBy(() => api.profiles.resolve({ customerNumbers: numbers })),
      update: await sentBy(() => api.profiles.update({ customerNumber, ...change, email })),
      moveEcard: await sentBy(() => api.ecards.update({ customerNumber: other.customerNumber, ...card })),
      merge: await sentBy(() => api.profiles.merge({ customerNumber, pticketCustomerNumber: ticket.customerNumber })),
      suggestDuplicatesOfHardlyKnown: await sentBy(() =>
        api.profiles.suggestDuplicates({ customerNumber: other.customerNumber }),
      ),
      suggestDuplicates: await sentBy(() => api.profiles.suggestDuplicates({ customerNumber: wellKnown })),
      unmerge: await sentBy(() =>
        api.profiles.unmerge({ customerNumber, mergedCustomerNumber: ticket.customerNumber }),
      ),
      deactivate: await sentBy(() => api.profiles.deactivate({ customerNumber })),
    };
    const written = (...writes: string[]) => [
      `bulkWrite ${[...writes, 'insert changes', 'insert outbox'].join(', ')}`,
      'commitTransaction 1',
    ];
    const writtenTwice = (...writes: string[]) => [
      `bulkWrite ${[...writes, ...['changes', 'changes', 'outbox', 'outbox'].map((one) => `insert ${one}`)].join(', ')}`,
      'commitTransaction 1',
    ];
    expect(seen).toEqual({
      create: written('insert profiles'),
      addEcard: ['find profiles', 'find ecards', 'find ecards', ...written('update profiles', 'insert ecards')],
      get: ['find profiles'],
      getWithAll: ['find profiles', 'find ecards'],
      getByUuid: ['find profiles'],
      getByUsername: ['find profiles'],
      getByReference: ['find profiles'],
      getByEcard: ['find ecards', 'find profiles'],
      find: ['aggregate profiles'],
      search: ['aggregate profiles', 'aggregate profiles'],
      resolve: ['find profiles'],
      update: ['find profiles', ...written('update profiles')],
      moveEcard: [
        ...['find profiles', 'find ecards', 'find profiles', 'find ecards'],
        ...writtenTwice('update profiles', 'update profiles', 'update ecards'),
      ],
      merge: [
        ...['find profiles', 'find profiles', 'find ecards'],
        ...writtenTwice('update profiles', 'update profiles'),
      ],
      suggestDuplicatesOfHardlyKnown: ['find profiles'],
      // The profile, and all profiles that share a value with it.
      suggestDuplicates: ['find profiles', 'find profiles'],
      unmerge: [
        // Target, source, and the survivor of the source.
        ...['find profiles', 'find profiles', 'aggregate profiles', 'find ecards'],
        ...writtenTwice('update profiles', 'update profiles'),
      ],
      deactivate: ['find profiles', ...written('delete profiles', 'insert profiles')],
    });
  });
});
