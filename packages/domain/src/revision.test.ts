import { describe, expect, test } from 'vitest';
import { changedFields, stamped } from './revision.js';
import { aProfile, EARLIER, LATER, NOW } from './testing/given.js';

const stamp = { at: NOW, changedBy: 'ola', changedByChannel: 'crm' };

describe('the next revision', () => {
  test('a new profile has revision 1, signed by its creator', () => {
    const born = aProfile({ createdBy: 'kari' });
    expect(stamped({ after: born }, stamp)).toEqual({ ...born, revision: 1 });
  });

  test('a change has the revision after the one it was read at, whatever it says itself', () => {
    const before = aProfile({ revision: 7 });
    const after = stamped({ before, after: { ...before, surname: 'Ny', revision: 99 } }, stamp);
    expect(after).toMatchObject({
      surname: 'Ny',
      revision: 8,
      changedAt: NOW,
      changedBy: 'ola',
      changedByChannel: 'crm',
    });
  });

  test('changedAt never runs backwards', () => {
    const before = aProfile({ changedAt: LATER });
    expect(stamped({ before, after: before }, stamp)?.changedAt).toBe(LATER);
  });

  test('what is removed has no next revision', () => {
    expect(stamped({ before: aProfile() }, stamp)).toBeUndefined();
  });
});

describe('changed fields', () => {
  test('are the names of what differs, what came and what went', () => {
    const before = aProfile({ email: 'a@x.no', vippsId: 'v' });
    const { vippsId: _gone, ...rest } = before;
    expect(changedFields({ before, after: { ...rest, surname: 'Ny', landlineNumber: '22' } })).toEqual([
      'landlineNumber',
      'surname',
      'vippsId',
    ]);
  });

  test('leave out what every write touches and what no caller sees', () => {
    const before = aProfile();
    const after = {
      ...before,
      revision: 2,
      changedAt: NOW,
      changedBy: 'x',
      changedByChannel: 'y',
      setAside: { status: 'A' as const },
    };
    expect(changedFields({ before, after })).toEqual([]);
  });

  test('tell of fields that stand outside the profile', () => {
    const profile = aProfile();
    expect(changedFields({ before: profile, after: profile, alsoChanged: ['ecardOwnerships'] })).toEqual([
      'ecardOwnerships',
    ]);
  });

  test('hold no value', () => {
    const before = aProfile({ email: 'secret@x.no', createdAt: EARLIER });
    expect(JSON.stringify(changedFields({ before }))).not.toContain('secret');
  });
});
