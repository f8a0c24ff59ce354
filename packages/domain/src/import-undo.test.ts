import { expect, test } from 'vitest';
import { decideUndoCreations, decideUndoUpdate, isAsImported } from './import-undo.js';
import { anEcard, aProfile, changesOf, EARLIER, LATER, NOW, profileAfter } from './testing/given.js';

test('[IMPORT-3] a profile is as imported until it is changed or its customer signs in', () => {
  const state = { revision: 2, at: NOW };
  expect(isAsImported(aProfile({ revision: 2 }), state)).toBe(true);
  expect(isAsImported(aProfile({ revision: 3 }), state)).toBe(false);
  expect(isAsImported(aProfile({ revision: 2, lastSignInAt: EARLIER }), state)).toBe(true);
  // A row can give the time of the last sign-in, up to now.
  expect(isAsImported(aProfile({ revision: 2, lastSignInAt: NOW }), state)).toBe(true);
  expect(isAsImported(aProfile({ revision: 2, lastSignInAt: LATER }), state)).toBe(false);
});

test('[IMPORT-3] created profiles go with their cards, and survivors that stay lose their numbers', () => {
  const [one, two] = [aProfile({ customerNumber: 1 }), aProfile({ customerNumber: 2, relatedCustomerNumbers: [1] })];
  const stays = aProfile({ customerNumber: 3, relatedCustomerNumbers: [1, 7, 2], importedMerges: 2 });
  const others = aProfile({ customerNumber: 4, relatedCustomerNumbers: [8] });
  const card = anEcard();
  const changes = changesOf(
    decideUndoCreations({ profiles: [one, two], ecards: [card], survivors: [two, stays, others] }),
  );
  expect(changes.profiles).toStrictEqual([
    { before: one },
    { before: two },
    { before: stays, after: { ...stays, relatedCustomerNumbers: [7], importedMerges: 3 }, isRecordOnly: true },
  ]);
  expect(changes.ecards).toEqual([{ before: card }]);
});

test('[IMPORT-3] a survivor that no import has changed before', () => {
  const survivor = aProfile({ customerNumber: 3, relatedCustomerNumbers: [1] });
  const undo = { profiles: [aProfile({ customerNumber: 1 })], ecards: [], survivors: [survivor] };
  expect(changesOf(decideUndoCreations(undo)).profiles[1]?.after?.importedMerges).toBe(1);
});

test('[IMPORT-3] an updated profile is as before, with a revision of its own; added cards go', () => {
  const before = aProfile({ surname: 'Nordmann', revision: 1 });
  const stays = {
    revision: 4,
    changedAt: NOW,
    changedBy: 'crm',
    changedByChannel: 'desk',
    relatedCustomerNumbers: [7],
  };
  const signIn = { importedMerges: 1, lastSignInAt: NOW, lastSignInFrom: 'app' };
  const card = anEcard();
  const undo = { before, addedEcards: [card] };
  const decision = decideUndoUpdate({ ...undo, profile: { ...before, surname: 'Hansen', ...stays, ...signIn } });
  expect(profileAfter(decision)).toStrictEqual({ ...before, ...stays, ...signIn });
  expect(changesOf(decision).ecards).toEqual([{ before: card }]);
  const plain = decideUndoUpdate({ ...undo, profile: { ...before, surname: 'Hansen', ...stays } });
  expect(profileAfter(plain)).toStrictEqual({ ...before, ...stays });
});
