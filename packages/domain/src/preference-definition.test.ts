import { describe, expect, test } from 'vitest';
import { changesOf, EARLIER, NOW } from '../test/given.js';
import { decideCreateDefinition, decideUpdateDefinition, misfitOf } from './preference-definition.js';
import type { PreferenceDefinition, PreferenceType } from './preference-types.js';

const SEAT = {
  preferenceCode: 'SEAT',
  preferenceType: 'TEXT',
  preferenceDescription: 'Where to sit.',
  isActive: true,
} as const;
const before: PreferenceDefinition = {
  ...SEAT,
  id: 7,
  organisationId: 1,
  createdAt: EARLIER,
  changedAt: EARLIER,
  version: 3,
};

describe('preference definitions', () => {
  test('a new one begins at version 1, and touches no profile', () => {
    const changes = changesOf(decideCreateDefinition(SEAT, { id: 7, organisationId: 1, at: NOW }));
    const after = { ...SEAT, id: 7, organisationId: 1, createdAt: NOW, changedAt: NOW, version: 1 };
    expect(changes).toEqual({ profiles: [], definitions: [{ after }] });
  });

  test('a change lays the fields given over the others, and counts the version up', () => {
    const { definitions } = changesOf(decideUpdateDefinition(before, { isActive: false }, NOW));
    expect(definitions).toEqual([{ before, after: { ...before, isActive: false, changedAt: NOW, version: 4 } }]);
  });

  test('a change of nothing is a change all the same', () => {
    const { definitions } = changesOf(decideUpdateDefinition(before, {}, NOW));
    expect(definitions?.[0]?.after).toEqual({ ...before, changedAt: NOW, version: 4 });
  });
});

describe('what fits a type', () => {
  test.each<[PreferenceType, string]>([
    ['TEXT', ' anything, 12 '],
    ['BOOLEAN', 'true'],
    ['BOOLEAN', 'false'],
    ['NUMBER', '0'],
    ['NUMBER', '-12.50'],
    ['NUMBER', '007'],
    ['DATE', '2024-02-29'],
  ])('%s takes %j', (type, value) => {
    expect(misfitOf(type, value)).toBeUndefined();
  });

  test.each<[PreferenceType, string]>([
    ...['TRUE', 'yes', '1', ' true', 'true\n', ''].map((value): [PreferenceType, string] => ['BOOLEAN', value]),
    ...['', '1,5', '.5', '5.', '+1', '1e3', '0x1', 'NaN', '١', '1\n', ' 1'].map((value): [PreferenceType, string] => [
      'NUMBER',
      value,
    ]),
    ...['2023-02-29', '2024-2-9', '2024-13-01', '29.02.2024', '2024-02-29T00:00:00Z', '2024-02-29\n', ''].map(
      (value): [PreferenceType, string] => ['DATE', value],
    ),
  ])('%s refuses %j, and says what it takes', (type, value) => {
    expect(misfitOf(type, value)).toContain(type);
  });
});
