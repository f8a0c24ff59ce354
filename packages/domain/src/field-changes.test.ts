import { describe, expect, test } from 'vitest';
import { fieldChanges } from './field-changes.js';
import { anEcard, aProfile } from './testing/given.js';

describe('the fields of a change', () => {
  test('old and new value; nothing where there was nothing', () => {
    const before = aProfile({ email: 'a@x.no', vippsId: 'V1' });
    const after = { ...aProfile({ email: 'b@x.no', landlineNumber: '22' }), revision: 2 };
    expect(fieldChanges({ before, after })).toEqual([
      { field: 'email', before: 'a@x.no', after: 'b@x.no' },
      { field: 'landlineNumber', after: '22' },
      { field: 'vippsId', before: 'V1' },
    ]);
  });

  test('of a list the entries that differ', () => {
    const note = (id: string) => ({ id, text: id, createdAt: 'x', createdBy: 'x', changedAt: 'x', changedBy: 'x' });
    const before = aProfile({ notes: [note('kept'), note('gone')] });
    const after = aProfile({ notes: [note('kept'), note('new')] });
    expect(fieldChanges({ before, after })).toEqual([{ field: 'notes', before: [note('gone')], after: [note('new')] }]);
  });

  test('a card that moves leaves one history and enters the other, each without the other party’s data', () => {
    const [giver, taker] = [aProfile({ customerNumber: 1 }), aProfile({ customerNumber: 2 })];
    const card = { before: anEcard({ customerNumber: 1 }), after: anEcard({ customerNumber: 2, ecardName: 'Mine' }) };
    const changeOf = (profile: typeof giver) => ({ before: profile, after: profile, alsoChanged: ['ecardOwnerships'] });
    expect(fieldChanges(changeOf(giver), [card])).toEqual([{ field: 'ecardOwnerships', before: [card.before] }]);
    expect(fieldChanges(changeOf(taker), [card])).toEqual([{ field: 'ecardOwnerships', after: [card.after] }]);
  });

  test('of a password only that it changed', () => {
    const profile = aProfile();
    expect(fieldChanges({ before: profile, after: profile, alsoChanged: ['password'] })).toEqual([
      { field: 'password' },
    ]);
  });
});
