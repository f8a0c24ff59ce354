import { JsonText, type ProfileStore, profilesApiFor, runOperation, type StoredProfile } from '@profiles/application';
import { OPERATION_LIST, type ProfilesError } from '@profiles/contracts';
import type { EcardOwnership, PreferenceDefinition, Profile } from '@profiles/domain';
import { callContext, testDependencies } from '@profiles/testkit';
import fc from 'fast-check';
import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { type ProfileDocument, profileFrom } from '../schema/documents.js';
import { storedProfile } from './stored-profile.js';
import { brokenDocumentsOf, documentsOf } from './testing/documents.js';

const NUMBER = 1_000_001;
const AT = '2026-01-31T08:15:30.123Z';
const DEFINITIONS: readonly PreferenceDefinition[] = [1, 2, 3].map((id) => ({
  ...{ id, organisationId: 1, preferenceCode: `SEAT "${id}"`, preferenceType: 'TEXT', preferenceDescription: 'Ø' },
  ...{ isActive: true, createdAt: AT, changedAt: AT, version: 1 },
}));
const ECARD: EcardOwnership = {
  ...{ id: 'card', customerNumber: NUMBER, organisationId: 1, ecardOperator: '57803', ecardNumber: 7, version: 1 },
  ...{ ecardNumber16digits: '5780300000000071', startOfOwnership: AT, createdAt: AT, changedAt: AT, ecardName: '"Ø"' },
};

/** The reads of a store that holds one document, in both forms. A query of a form that is not used fails. */
function storeOf(document: Record<string, unknown>): ProfileStore {
  const bytes = BSON.serialize(document);
  const lookupsOf = <P extends Profile | StoredProfile>(profile: () => P) => ({
    byCustomerNumber: async () => profile(),
    byCustomerNumbers: async () => [profile()],
    find: async () => [profile(), profile()],
  });
  const objects = lookupsOf(() => profileFrom(BSON.deserialize(bytes) as ProfileDocument));
  const stored = lookupsOf(() => storedProfile(bytes, 0));
  const reads = {
    ...{ ...objects, summaries: objects, stored: { whole: stored, summaries: stored } },
    ...{ count: async () => 2, ecardsOf: async () => [ECARD] },
    preferenceDefinitions: async (ids: readonly number[]) => DEFINITIONS.filter(({ id }) => ids.includes(id)),
    accessLog: { record: () => undefined },
  };
  return reads as unknown as ProfileStore;
}

const flag = fc.constantFrom(true, false, undefined);
const calls = fc.oneof(
  fc.record({
    name: fc.constant('profiles.get'),
    input: fc.record({
      ...{ customerNumber: fc.constant(NUMBER), includeDeleted: flag, includeECards: flag, includeNotes: flag },
      ...{ includePersonnelTicket: flag, includePreferences: flag },
    }),
  }),
  fc.record({
    name: fc.constantFrom('profiles.find', 'profiles.search'),
    input: fc.record({ surname: fc.constant('Nordmann'), includePreferences: flag }),
  }),
  fc.record({
    name: fc.constant('profiles.getMany'),
    input: fc.record({ customerNumbers: fc.constant([NUMBER, NUMBER]), includePreferences: flag }),
  }),
);

/** The response of an operation as JSON, or the code of its error. */
async function responseOf(call: { name: string; input: unknown }, store: ProfileStore, acceptsText: boolean) {
  const operation = OPERATION_LIST.find(({ name }) => name === call.name)?.operation;
  if (operation === undefined) throw new Error(`There is no operation ${call.name}.`);
  try {
    const context = { call: { ...callContext(), acceptsText }, deps: testDependencies(store) };
    const response = await runOperation(operation, call.input, context);
    const isText = response instanceof JsonText;
    return { isText, json: isText ? new TextDecoder().decode(response.bytes) : JSON.stringify(response) };
  } catch (error) {
    return { isText: false, json: String((error as ProfilesError).code) };
  }
}

test('a response that is copied from a document is the same text as the one made from objects by the schema', async () => {
  let copied = 0;
  await fc.assert(
    fc.asyncProperty(documentsOf(NUMBER), calls, async (document, call) => {
      const store = storeOf(document);
      const text = await responseOf(call, store, true);
      expect(text.json).toBe((await responseOf(call, store, false)).json);
      if (text.isText) copied += 1;
    }),
    { numRuns: 500 },
  );
  expect(copied).toBeGreaterThan(250);
});

test('a document in which any field is broken has the same response as when it is read as an object', async () => {
  await fc.assert(
    fc.asyncProperty(brokenDocumentsOf(NUMBER), calls, async (document, call) => {
      const store = storeOf(document);
      expect((await responseOf(call, store, true)).json).toBe((await responseOf(call, store, false)).json);
    }),
    { numRuns: 500 },
  );
});

test.each([null, 'x', 5, {}])('preferences that are no list (%j) are read as in an object', async (preferences) => {
  const [document] = fc.sample(documentsOf(NUMBER), 1);
  const store = storeOf({ ...document, preferences } as never);
  const call = { name: 'profiles.find', input: { surname: 'Nordmann', includePreferences: true } };
  expect((await responseOf(call, store, true)).json).toBe((await responseOf(call, store, false)).json);
});

test('a document of the usual form is copied, not made into an object', () => {
  fc.assert(
    fc.property(documentsOf(NUMBER), (document) => {
      const profile = storedProfile(BSON.serialize(document), 0);
      expect(Object.keys(profile)).not.toContain('surname');
    }),
    { numRuns: 50 },
  );
});

test('in the same process a response is an object, also from a store that has stored forms', async () => {
  const [document] = fc.sample(
    documentsOf(NUMBER).filter(({ status }) => status !== 'D'),
    1,
  );
  const api = profilesApiFor(testDependencies(storeOf(document as Record<string, unknown>)), callContext());
  expect(await api.profiles.get({ customerNumber: NUMBER })).toMatchObject({ customerNumber: NUMBER });
});
