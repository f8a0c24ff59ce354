import { describe, expect, test } from 'vitest';
import { fieldChanges, joinedByField, withoutValuesFrom } from './field-changes.js';
import { aNote, anEcard, aProfile } from './testing/given.js';

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

describe('[ERASE-1] the origin of the values of a change', () => {
  const taken = aProfile({ email: 'a@x.no', takenFrom: { email: 7 } });

  test('a value that came from another profile names it, on either side', () => {
    expect(fieldChanges({ before: taken, after: { ...taken, surname: 'Berg' } })).toStrictEqual([
      { field: 'surname', before: 'Nordmann', after: 'Berg' },
    ]);
    const { email: _email, takenFrom: _origins, ...without } = taken;
    expect(fieldChanges({ before: taken, after: without }, [], ['email'])).toStrictEqual([
      { field: 'email', before: 'a@x.no', from: 7 },
    ]);
    expect(fieldChanges({ before: without, after: taken }, [], ['email'])).toStrictEqual([
      { field: 'email', after: 'a@x.no', from: 7 },
    ]);
  });

  test('values of two origins are two parts', () => {
    const after = { ...taken, email: 'b@x.no', takenFrom: { email: 8 } };
    expect(fieldChanges({ before: taken, after }, [], ['email'])).toStrictEqual([
      { field: 'email', before: 'a@x.no', from: 7 },
      { field: 'email', after: 'b@x.no', from: 8 },
    ]);
    const { takenFrom: _origins, ...own } = { ...taken, email: 'c@x.no' };
    expect(fieldChanges({ before: taken, after: own }, [], ['email'])).toStrictEqual([
      { field: 'email', before: 'a@x.no', from: 7 },
      { field: 'email', after: 'c@x.no' },
    ]);
  });

  test('two values of one origin are one part', () => {
    const after = { ...taken, email: 'b@x.no' };
    expect(fieldChanges({ before: taken, after }, [], ['email'])).toStrictEqual([
      { field: 'email', before: 'a@x.no', after: 'b@x.no', from: 7 },
    ]);
  });

  test('an email that a deactivation put away keeps its origin', () => {
    const { email: _email, ...rest } = taken;
    const asleep = { ...rest, status: 'D' as const, emailOld: 'a@x.no' };
    expect(fieldChanges({ before: taken, after: asleep }, [], ['emailOld'])).toStrictEqual([
      { field: 'emailOld', after: 'a@x.no', from: 7 },
    ]);
  });

  test('without a value there is only the field, whatever its origin', () => {
    const { email: _email, ...rest } = taken;
    expect(fieldChanges({ before: rest, after: rest }, [], ['email'])).toStrictEqual([{ field: 'email' }]);
    expect(fieldChanges({ before: rest, after: rest }, [], ['notes'])).toStrictEqual([{ field: 'notes' }]);
  });

  test('a list has a part for each profile that its entries came from, without what no response shows', () => {
    const after = aProfile({ notes: [aNote('own'), { ...aNote('moved'), mergedFrom: 8 }] });
    expect(fieldChanges({ before: aProfile(), after }, [], ['notes'])).toStrictEqual([
      { field: 'notes', after: [aNote('own')] },
      { field: 'notes', after: [aNote('moved')], from: 8 },
    ]);
  });

  test('items that a merge or unmerge moves are of the profile that it names', () => {
    const [before, after] = [aProfile({ notes: [aNote('n')] }), aProfile()];
    expect(fieldChanges({ before, after, movedFrom: 9 }, [], ['notes'])).toStrictEqual([
      { field: 'notes', before: [aNote('n')], from: 9 },
    ]);
    expect(
      fieldChanges({ before, after: { ...before, surname: 'Berg' }, movedFrom: 9 }, [], ['surname']),
    ).toStrictEqual([{ field: 'surname', before: 'Nordmann', after: 'Berg' }]);
  });

  test('a number that leads here is of the profile that has it', () => {
    const after = aProfile({ relatedCustomerNumbers: [5, 6] });
    expect(fieldChanges({ before: aProfile({ relatedCustomerNumbers: [5] }), after })).toStrictEqual([
      { field: 'relatedCustomerNumbers', after: [6], from: 6 },
    ]);
  });

  test('entries that are no objects are shown as they are', () => {
    const change = (before: unknown, after: unknown) =>
      ({ before: { ...aProfile(), extra: before }, after: { ...aProfile(), extra: after } }) as never;
    expect(fieldChanges(change(['a', null], ['b', null]), [], ['extra'])).toStrictEqual([
      { field: 'extra', before: ['a'], after: ['b'] },
    ]);
    expect(fieldChanges(change([null], []), [], ['extra'])).toStrictEqual([{ field: 'extra', before: [null] }]);
    expect(fieldChanges(change('a', ['b']), [], ['extra'])).toStrictEqual([
      { field: 'extra', before: 'a', after: ['b'] },
    ]);
  });

  test('a profile that is new, or removed, has the values of one side', () => {
    const card = anEcard({ customerNumber: 1_000_000 });
    const profile = aProfile({ email: 'a@x.no' });
    expect(fieldChanges({ after: profile }, [], ['email'])).toStrictEqual([{ field: 'email', after: 'a@x.no' }]);
    expect(fieldChanges({ before: profile }, [{ before: card }], ['ecardOwnerships'])).toStrictEqual([
      { field: 'ecardOwnerships', before: [card] },
    ]);
    expect(fieldChanges({ after: profile }, [{ after: card }], ['ecardOwnerships'])).toStrictEqual([
      { field: 'ecardOwnerships', after: [card] },
    ]);
  });
});

describe('[ERASE-1] changes without the values of an erased profile', () => {
  const changes = [
    { field: 'email', before: 'a@x.no', from: 7 },
    { field: 'email', after: 'b@x.no', from: 8 },
    { field: 'surname', after: 'Berg' },
  ];

  test('the fields stay, and all other values', () => {
    expect(withoutValuesFrom(changes, [7])).toStrictEqual([{ field: 'email' }, changes[1], changes[2]]);
    expect(withoutValuesFrom(changes, [9])).toStrictEqual(changes);
  });
});

describe('changes joined by field', () => {
  test('have one entry for each field, without the origins', () => {
    const parts = [
      { field: 'email', before: 'a@x.no', from: 7 },
      { field: 'email', after: 'b@x.no', from: 8 },
      { field: 'notes', before: [1], after: [2] },
      { field: 'notes', after: [3], from: 7 },
      { field: 'surname', after: 'Berg' },
    ];
    expect(joinedByField(parts)).toStrictEqual([
      { field: 'email', before: 'a@x.no', after: 'b@x.no' },
      { field: 'notes', before: [1], after: [2, 3] },
      { field: 'surname', after: 'Berg' },
    ]);
  });

  test('a list beside a single value is no list of both', () => {
    expect(
      joinedByField([
        { field: 'x', after: [1] },
        { field: 'x', after: 'a', from: 7 },
      ]),
    ).toStrictEqual([{ field: 'x', after: 'a' }]);
  });
});
