import { profilesApiFor } from '@profiles/application';
import { callContext, testDependencies } from '@profiles/testkit';
import fc from 'fast-check';
import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { storedProfile } from './stored-profile.js';
import { NUMBER, responseOf, storeOf } from './testing/both-forms.js';
import { brokenDocumentsOf, documentsOf } from './testing/documents.js';

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
