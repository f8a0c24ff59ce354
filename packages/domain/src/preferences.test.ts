import { describe, expect, test } from 'vitest';
import type { PreferenceDefinition } from './preference-types.js';
import {
  decideCreatePreference,
  decideDeletePreference,
  decideReplacePreferences,
  decideUpdatePreference,
  type PreferenceScene,
  preferenceOf,
} from './preferences.js';
import { aPreference, aProfile, changesOf, EARLIER, NOW, profileAfter, rejectionOf } from './testing/given.js';

const definition = (id: number, fields: Partial<PreferenceDefinition> = {}): PreferenceDefinition => ({
  id,
  organisationId: 1,
  preferenceCode: 'SEAT',
  preferenceType: 'TEXT',
  preferenceDescription: 'Where to sit.',
  isActive: true,
  createdAt: EARLIER,
  changedAt: EARLIER,
  version: 1,
  ...fields,
});
const profile = aProfile({ preferences: [aPreference(1, 'old'), aPreference(2, 'stays')] });
const definitions = [
  definition(1),
  definition(2),
  definition(3, { preferenceType: 'BOOLEAN' }),
  definition(4, { isActive: false }),
  definition(5, { organisationId: 2 }),
];
const scene: PreferenceScene = { profile, definitions, now: NOW };
const value = (preferenceId: number, preferenceValue = 'true') => ({ preferenceId, preferenceValue });

const BAD_VALUES: [string, ReturnType<typeof value>, string][] = [
  ['a value that does not fit its type', value(3, 'maybe'), 'preferenceValue'],
  ['an inactive definition', value(4), 'preferenceId'],
  ['a definition of another organisation', value(5), 'preferenceId'],
  ['no definition at all', value(6), 'preferenceId'],
];

describe('one preference', () => {
  test('create adds it after the others, with an identity of its own', () => {
    const { preferences } = profileAfter(decideCreatePreference(scene, value(3)));
    expect(preferences).toEqual([
      ...profile.preferences,
      { ...value(3), entryId: '1000000.2', createdAt: NOW, changedAt: NOW },
    ]);
  });

  test('create of one that is set already is a conflict, whatever its value', () => {
    expect(rejectionOf(decideCreatePreference(scene, value(1, 'old'))).code).toBe(409);
  });

  test('update changes the value, and keeps when it was first set', () => {
    const { preferences } = profileAfter(decideUpdatePreference(scene, value(1, 'new')));
    expect(preferences).toEqual([{ ...value(1, 'new'), createdAt: EARLIER, changedAt: NOW }, profile.preferences[1]]);
  });

  test('update and delete of one that is not set find nothing', () => {
    expect(rejectionOf(decideUpdatePreference(scene, value(3))).code).toBe(617);
    expect(rejectionOf(decideDeletePreference(profile, 3)).code).toBe(617);
  });

  test('delete takes away that one; its definition may be inactive or gone', () => {
    expect(profileAfter(decideDeletePreference(profile, 1)).preferences).toEqual([profile.preferences[1]]);
  });

  test.each(BAD_VALUES)('%s is bad input', (_name, bad, path) => {
    expect(rejectionOf(decideCreatePreference(scene, bad))).toMatchObject({ code: 400, details: { path } });
    const having = { ...scene, profile: aProfile({ preferences: [aPreference(bad.preferenceId)] }) };
    expect(rejectionOf(decideUpdatePreference(having, bad))).toMatchObject({ code: 400, details: { path } });
  });

  test('preferenceOf finds by id', () => {
    expect(preferenceOf(profile, 2)?.preferenceValue).toBe('stays');
    expect(preferenceOf(profile, 9)).toBeUndefined();
  });
});

describe('the whole list', () => {
  test('is replaced: an entry that stays keeps its creation time, one that is new follows', () => {
    const { preferences } = profileAfter(decideReplacePreferences(scene, [value(3), value(2, 'new')]));
    expect(preferences).toEqual([
      { ...value(2, 'new'), createdAt: EARLIER, changedAt: NOW },
      { ...value(3), entryId: '1000000.2', createdAt: NOW, changedAt: NOW },
    ]);
  });

  test('[NOOP-1] the same list is no change, in whichever order', () => {
    const same = [...profile.preferences]
      .reverse()
      .map(({ preferenceId: id, preferenceValue }) => value(id, preferenceValue));
    expect(changesOf(decideReplacePreferences(scene, same)).profiles).toEqual([]);
  });

  test('an entry with an unchanged value keeps its identity and its times', () => {
    const { preferences } = profileAfter(decideReplacePreferences(scene, [value(1, 'old'), value(2, 'new')]));
    expect(preferences[0]).toBe(profile.preferences[0]);
  });

  test('every error in the list is named', () => {
    const rejection = rejectionOf(decideReplacePreferences(scene, [value(6), value(3, 'maybe')]));
    expect(rejection.details.errors?.map(({ path }) => path)).toEqual([
      'preferences.0.preferenceId',
      'preferences.1.preferenceValue',
    ]);
  });

  test('may be empty', () => {
    expect(profileAfter(decideReplacePreferences(scene, [])).preferences).toEqual([]);
  });

  test('names a preference once', () => {
    const rejection = rejectionOf(decideReplacePreferences(scene, [value(1), value(2), value(1, 'x')]));
    expect(rejection).toMatchObject({ code: 400, details: { path: 'preferences.2.preferenceId' } });
  });

  test.each(BAD_VALUES)('%s is bad input, and the answer says where', (_name, bad, path) => {
    const rejection = rejectionOf(decideReplacePreferences(scene, [value(1), bad]));
    expect(rejection).toMatchObject({ code: 400, details: { path: `preferences.1.${path}` } });
  });
});
