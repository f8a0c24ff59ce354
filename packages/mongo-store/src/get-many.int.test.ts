import { randomUUID } from 'node:crypto';
import { type ProfileStore, profilesApiFor } from '@profiles/application';
import { Permission, type ProfilesApi } from '@profiles/contracts';
import type { Profile } from '@profiles/domain';
import { callContext, testDependencies } from '@profiles/testkit';
import type { CommandStartedEvent } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from './connection.js';
import { ensureIndexes } from './indexes.js';
import { createMongoStore } from './profile-store.js';

const uri = process.env['MONGODB_URI'];
const PERSON = { surname: 'Nordmann', firstName: 'Kari', organisationId: 1, createdBy: 'web', createdByChannel: 'web' };

/** The driver tells of its commands only when it is asked to from the start. */
function monitored(server: string): string {
  if (server.includes('?')) return `${server}&monitorCommands=true`;
  return `${server.replace(/\/$/, '')}/?monitorCommands=true`;
}

describe.skipIf(uri === undefined)('get-many with a thousand numbers', () => {
  let connection: MongoConnection;
  let store: ProfileStore;
  let api: ProfilesApi;
  let numbers: number[];
  /** Every command sent to the server, with the collection it is about. */
  const commands: string[] = [];

  beforeAll(async () => {
    connection = openMongo({
      uri: monitored(uri ?? ''),
      database: `many_${randomUUID().slice(0, 8)}`,
      appName: 'tests',
    });
    connection.client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
      commands.push(`${commandName} ${command[commandName]}`);
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

  test('asks the database once', async () => {
    const { answer, sent } = await commandsOf(() => api.profiles.getMany({ customerNumbers: numbers }));
    expect(answer.map(({ customerNumber }) => customerNumber)).toEqual(numbers);
    expect(sent).toEqual(['find profiles']);
  });

  test('asks once by references too', async () => {
    const customerReferences = numbers.map((number) => `copy-${number}`);
    const { answer, sent } = await commandsOf(() => api.profiles.getMany({ customerReferences }));
    expect(answer).toHaveLength(1000);
    expect(sent).toEqual(['find profiles']);
  });

  test('asks once more for all definitions of the preferences', async () => {
    const input = { customerNumbers: numbers, includePreferences: true };
    const { answer, sent } = await commandsOf(() => api.profiles.getMany(input));
    expect(answer.every(({ preferences }) => preferences?.every(({ preference }) => preference !== undefined))).toBe(
      true,
    );
    expect(sent).toEqual(['find profiles', 'find preferenceDefinitions']);
  });

  test('asks once more for all that merged ones lead to', async () => {
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
    expect(sent).toEqual(['find profiles', 'find profiles', 'find preferenceDefinitions']);
  });
});
