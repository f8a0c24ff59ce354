import { describe, expect, test } from 'vitest';
import { accept } from './accept.js';
import { excessOfEcards, type LIST_LIMITS, MAX_CURRENT_ECARDS } from './list-limits.js';
import type { PostalAddress, Profile } from './profile.js';
import { stamped } from './revision.js';
import { decideSignIn } from './sign-in.js';
import {
  aNote,
  anAccount,
  anEcard,
  aPreference,
  aProfile,
  aTicket,
  changesOf,
  LATER,
  NOW,
  rejectionOf,
} from './testing/given.js';

const before = aProfile({ notes: [aNote('a'), aNote('b')], customerAccounts: [anAccount('x')] });
const of = (after: Profile) => changesOf(accept({ profiles: [{ before, after }] })).profiles;

describe('[NOOP-1] what stays the same', () => {
  test('is no change: not for another actor, channel or time alone', () => {
    expect(of({ ...before })).toEqual([]);
    expect(of({ ...before, changedAt: NOW, changedBy: 'x', changedByChannel: 'y', revision: 9 })).toEqual([]);
    expect(of({ ...before, customerAccounts: [{ ...anAccount('x'), changedAt: NOW }] })).toEqual([]);
  });

  test('beside a real change a rewritten entry stays as it was', () => {
    const [{ after } = {}] = of({
      ...before,
      surname: 'Berg',
      customerAccounts: [{ ...anAccount('x'), changedAt: NOW }],
    });
    expect(after?.customerAccounts[0]).toBe(before.customerAccounts[0]);
    expect(after?.surname).toBe('Berg');
  });

  test('the order of entries is a change, and so is one more or less', () => {
    expect(of({ ...before, notes: [...before.notes].reverse() })).toHaveLength(1);
    expect(of({ ...before, notes: before.notes.slice(1) })).toHaveLength(1);
  });

  test('a card with the same fields is no change of the card or of its owner', () => {
    const card = anEcard();
    const again = { ...card, changedAt: LATER, version: card.version + 1 };
    const changes = changesOf(
      accept({ profiles: [{ before, after: before }], ecards: [{ before: card, after: again }] }),
    );
    expect(changes).toEqual({ profiles: [], ecards: [] });
  });

  test('a sign-in is recorded without a new revision', () => {
    const [change] = changesOf(decideSignIn(before, 'app', NOW)).profiles;
    const after = change && stamped(change, { at: LATER, changedBy: 'x', changedByChannel: 'y' });
    expect(change?.isRecordOnly).toBe(true);
    expect(after).toEqual({ ...before, lastSignInAt: NOW, lastSignInFrom: 'app' });
  });
});

const many = <T>(count: number, entry: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => entry(index));
const anAddress = (id: number): PostalAddress => ({
  ...{ id, town: 'Oslo', postCode: '0150', typeOfAddress: 'P', countryCode: 'NOR' },
  ...{ addressLine1: `Storgata ${id}`, createdAt: NOW, changedAt: NOW },
});

describe('[LIMIT-1] lists of one profile', () => {
  const lists: [keyof typeof LIST_LIMITS, number, (index: number) => unknown][] = [
    ['postalAddresses', 100, anAddress],
    ['customerAccounts', 100, (index) => anAccount(String(index))],
    ['notes', 500, (index) => aNote(String(index))],
    ['personnelTickets', 500, (index) => aTicket(String(index), LATER)],
    ['preferences', 500, (index) => aPreference(index)],
    ['relatedCustomerNumbers', 1000, (index) => index],
  ];
  const grown = (list: string, entries: readonly unknown[], from = 0) =>
    accept({
      profiles: [{ before: { ...before, [list]: entries.slice(0, from) }, after: { ...before, [list]: entries } }],
    });

  test.each(lists)('%s: at most %i; one more is 629 and names the list', (list, max, entry) => {
    expect(changesOf(grown(list, many(max, entry), max - 1)).profiles).toHaveLength(1);
    const rejection = rejectionOf(grown(list, many(max + 1, entry), max));
    expect(rejection).toMatchObject({ code: 629, details: { errors: [{ path: list }] } });
    expect(rejection.details.message).toContain(`${max + 1} entries in ${list}; at most ${max}`);
  });

  test('a list that was too long before may stay so, and shrink', () => {
    const entries = many(102, (index) => anAccount(String(index)));
    const long = { ...before, customerAccounts: entries };
    const changed = accept({ profiles: [{ before: long, after: { ...long, surname: 'Berg' } }] });
    expect(changesOf(changed).profiles).toHaveLength(1);
    const shrunk = accept({ profiles: [{ before: long, after: { ...long, customerAccounts: entries.slice(1) } }] });
    expect(changesOf(shrunk).profiles).toHaveLength(1);
  });

  test('current cards: at most 500', () => {
    expect(excessOfEcards(MAX_CURRENT_ECARDS - 1, 1)).toBeUndefined();
    expect(excessOfEcards(MAX_CURRENT_ECARDS, 1)).toMatchObject({
      code: 629,
      details: { errors: [{ path: 'ecardOwnerships' }] },
    });
    expect(excessOfEcards(MAX_CURRENT_ECARDS + 5, 0)).toBeUndefined();
  });
});

describe('what is accepted', () => {
  const webhook = {
    ...{ id: 'h', organisationId: 1, slot: 0, url: 'https://x.no/', isActive: true, secrets: [], version: 1 },
    ...{ createdAt: NOW, changedAt: NOW },
  };
  const accepted = (changes: Parameters<typeof accept>[0]) => changesOf(accept(changes));

  test('names the kinds of changes that there are', () => {
    expect(accepted({ profiles: [] })).toStrictEqual({ profiles: [] });
    const again = { ...webhook, version: 2, changedAt: LATER };
    expect(accepted({ profiles: [], webhooks: [{ before: webhook, after: again }] })).toStrictEqual({ profiles: [] });
    const changed = { ...again, isActive: false };
    expect(accepted({ profiles: [], webhooks: [{ before: webhook, after: changed }] })).toStrictEqual({
      ...{ profiles: [], webhooks: [{ before: webhook, after: changed }] },
    });
  });

  test('a profile that is new, or removed, is as it is', () => {
    expect(accepted({ profiles: [{ after: before }, { before }] })).toStrictEqual({
      profiles: [{ after: before }, { before }],
    });
  });

  test('a card changes its owners alone, and each once', () => {
    const [giver, taker, third] = [1, 2, 3].map((customerNumber) => aProfile({ customerNumber }));
    const changeOf = (profile: Profile | undefined) => ({ before: profile as Profile, after: profile as Profile });
    const ecards = [{ before: anEcard({ customerNumber: 1 }), after: anEcard({ customerNumber: 2 }) }];
    const { profiles } = accepted({ profiles: [changeOf(giver), changeOf(taker), changeOf(third)], ecards });
    expect(profiles).toStrictEqual([
      { ...changeOf(giver), alsoChanged: ['ecardOwnerships'] },
      { ...changeOf(taker), alsoChanged: ['ecardOwnerships'] },
    ]);
    const named = { ...changeOf(giver), alsoChanged: ['password', 'ecardOwnerships'] };
    expect(accepted({ profiles: [named], ecards }).profiles).toStrictEqual([named]);
    const gone = accepted({ profiles: [changeOf(giver)], ecards: [{ before: anEcard({ customerNumber: 1 }) }] });
    expect(gone.profiles).toStrictEqual([{ ...changeOf(giver), alsoChanged: ['ecardOwnerships'] }]);
  });

  describe('[ERASE-1] the origins of values', () => {
    const taken = aProfile({ email: 'a@x.no', vippsId: 'v', takenFrom: { email: 7, vippsId: 7 } });
    const originsAfter = (fields: Partial<Profile>, from = taken) =>
      accepted({ profiles: [{ before: from, after: { ...from, ...fields } }] }).profiles[0]?.after?.takenFrom;

    test('go with the values that are replaced', () => {
      expect(originsAfter({ email: 'b@x.no' })).toStrictEqual({ vippsId: 7 });
      expect(originsAfter({ surname: 'Berg' })).toStrictEqual({ email: 7, vippsId: 7 });
      const [change] = accepted({
        profiles: [{ before: taken, after: { ...taken, email: 'b@x.no', vippsId: 'w' } }],
      }).profiles;
      expect(change?.after).not.toHaveProperty('takenFrom');
    });

    test('are those that a merge or unmerge sets', () => {
      expect(originsAfter({ email: 'b@x.no', takenFrom: { email: 8 } })).toStrictEqual({ email: 8 });
    });

    test('stay with a deactivation and a restore, which move the email', () => {
      const { email: _email, ...rest } = taken;
      const asleep: Profile = { ...rest, status: 'D', emailOld: 'a@x.no' };
      const change = (from: Profile, to: Profile) =>
        accepted({ profiles: [{ before: from, after: to }] }).profiles[0]?.after?.takenFrom;
      expect(change(taken, asleep)).toStrictEqual({ email: 7, vippsId: 7 });
      expect(change(asleep, taken)).toStrictEqual({ email: 7, vippsId: 7 });
    });
  });
});
