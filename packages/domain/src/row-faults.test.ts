import { describe, expect, test } from 'vitest';
import { Rejection, reject } from './decision.js';
import { RowFaults } from './row-faults.js';
import { anAccount, aProfile } from './testing/given.js';

function rejectionAfter(...add: ((faults: RowFaults) => void)[]) {
  const faults = new RowFaults();
  for (const one of add) one(faults);
  return faults.rejection();
}

describe('[IMPORT-1] the rejection of a row', () => {
  test('there is none without errors', () => {
    expect(rejectionAfter()).toBeUndefined();
  });

  test('names every error with its field, in one message too', () => {
    const rejection = rejectionAfter(
      (faults) => faults.add(reject(Rejection.NotFound, { path: 'mergedInto' }), 'ignored'),
      (faults) => faults.add(reject(Rejection.EcardTaken), 'ecardOwnerships.0'),
      (faults) => faults.add(reject(Rejection.CustomerAccountTaken), 'customerAccounts.0'),
      (faults) => faults.add(reject(Rejection.AlreadyActive)),
      (faults) => faults.add(reject(Rejection.TooMany, { errors: [{ path: 'notes', message: 'Too many.' }] })),
    );
    expect(rejection?.details).toStrictEqual({
      message:
        'mergedInto: There is no such customer. ' +
        'ecardOwnerships.0: The card has a current owner. End that ownership first. ' +
        'customerAccounts.0: The customer account is in the list already. Not accepted. notes: Too many.',
      errors: [
        { path: 'mergedInto', message: 'There is no such customer.' },
        { path: 'ecardOwnerships.0', message: 'The card has a current owner. End that ownership first.' },
        { path: 'customerAccounts.0', message: 'The customer account is in the list already.' },
        { path: '', message: 'Not accepted.' },
        { path: 'notes', message: 'Too many.' },
      ],
    });
  });

  test('names the first survivor', () => {
    const merged = (survivor: number) => (faults: RowFaults) =>
      faults.add(reject(Rejection.MergeRefused, { survivor, message: 'Merged.' }));
    expect(rejectionAfter(merged(3), merged(4))?.details.survivor).toBe(3);
  });

  test.each([
    [[Rejection.BadName], Rejection.BadName],
    [[Rejection.EmailTaken, Rejection.EmailTaken], Rejection.EmailTaken],
    [[Rejection.EmailTaken, Rejection.VippsIdTaken], Rejection.Conflict],
    [[Rejection.EmailTaken, Rejection.BadName], Rejection.BadInput],
    [[Rejection.BadPostCode, Rejection.NotFound], Rejection.BadInput],
    [[Rejection.NotFound, Rejection.BadInput], Rejection.BadInput],
  ])('has the code of all errors, or one for several: %j', (codes, expected) => {
    expect(rejectionAfter(...codes.map((code) => (faults: RowFaults) => faults.add(reject(code))))?.code).toBe(
      expected,
    );
  });
});

describe('[IMPORT-1] a unique value that another customer has', () => {
  const takenOf = (profile: Parameters<RowFaults['addTakenKeys']>[0], ...kinds: string[]) =>
    rejectionAfter((faults) => faults.addTakenKeys(profile, (key) => kinds.includes(key.slice(0, key.indexOf(':')))));
  const profile = aProfile({
    ...{ email: 'a@x.no', username: 'kari', vippsId: 'v', customerAccounts: [anAccount('x')] },
  });

  test.each([
    ['email', 'email', 'email', 602],
    ['username', 'username', 'username', 602],
    ['ref', 'customerRef', 'customerRef', 625],
    ['vipps', 'vippsId', 'vippsId', 626],
    ['account', 'customerAccounts', 'customer account', 624],
  ])('%s is an error of its field', (kind, path, called, code) => {
    const message = `Another customer of the organisation has this ${called}.`;
    expect(takenOf(profile, kind)).toMatchObject({ code, details: { errors: [{ path, message }] } });
  });

  test('none is an error while it is free', () => {
    expect(takenOf(profile)).toBeUndefined();
  });

  test('a username that is the email is no error besides that of the email', () => {
    const pathsOf = (username: string, ...kinds: string[]) =>
      takenOf(aProfile({ email: 'a@x.no', username }), ...kinds)?.details.errors?.map(({ path }) => path);
    expect(pathsOf('a@x.no', 'email', 'username')).toEqual(['email']);
    expect(pathsOf('kari', 'email', 'username')).toEqual(['email', 'username']);
    expect(pathsOf('a@x.no', 'username')).toEqual(['username']);
  });
});
