import { describe, expect, test } from 'vitest';
import { decideCreateDefinition, decideUpdateDefinition, type UpdateDefinition } from './define-preference.js';
import type { PreferenceDefinition } from './preference-types.js';
import { changesOf, EARLIER, NOW, rejectionOf } from './testing/given.js';

const SEAT = {
  preferenceCode: 'SEAT',
  preferenceType: 'TEXT',
  preferenceDescription: 'Where to sit.',
  isActive: true,
} as const;
const definition: PreferenceDefinition = {
  ...SEAT,
  id: 7,
  organisationId: 1,
  createdAt: EARLIER,
  changedAt: EARLIER,
  version: 3,
};
const other: PreferenceDefinition = { ...definition, id: 8, preferenceCode: 'MEAL' };

describe('preference definitions', () => {
  const create = { fields: SEAT, id: 9, organisationId: 1, now: NOW };
  const update = (patch: UpdateDefinition['patch'], isHeld = false) =>
    decideUpdateDefinition({ definition, patch, others: [definition, other], isHeld, now: NOW });

  test('a new one begins at version 1, and changes no profile', () => {
    const changes = changesOf(decideCreateDefinition({ ...create, others: [other] }));
    const after = { ...SEAT, id: 9, organisationId: 1, createdAt: NOW, changedAt: NOW, version: 1 };
    expect(changes).toEqual({ profiles: [], definitions: [{ after }] });
  });

  test('a change sets the given fields and increases the version', () => {
    const { definitions } = changesOf(update({ isActive: false }, true));
    const after = { ...definition, isActive: false, changedAt: NOW, version: 4 };
    expect(definitions).toEqual([{ before: definition, after }]);
  });

  test('[NOOP-1] a change to the same values is none', () => {
    expect(changesOf(update({ ...SEAT }))).toEqual({ profiles: [] });
    expect(changesOf(update({}))).toEqual({ profiles: [] });
  });

  test('[PREF-1] the type stays while a customer holds a value', () => {
    expect(rejectionOf(update({ preferenceType: 'NUMBER' }, true)).code).toBe(409);
    expect(changesOf(update({ preferenceType: 'NUMBER' })).definitions).toHaveLength(1);
  });

  test('[PREF-1] two definitions of an organisation do not share a code', () => {
    expect(rejectionOf(decideCreateDefinition({ ...create, others: [definition] })).code).toBe(409);
    expect(rejectionOf(update({ preferenceCode: 'MEAL' })).details.message).toContain('Preference 8');
    expect(changesOf(update({ preferenceCode: 'WINDOW' })).definitions).toHaveLength(1);
  });
});
