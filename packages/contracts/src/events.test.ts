import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cloudEvent, customerChangedEvent, customerChangedJsonSchema } from './events.js';

const EVENT = cloudEvent('6f1c9a52-3a54-4c1e-9a0b-7f6f0a1b2c3d', '2026-01-31T08:15:30.000Z', {
  ...{ eventType: 'UPDATE', customerNumber: 1_000_001, organisationId: 1, revision: 3, epoch: 2 },
  ...{ cause: 'update-profile', changedFields: ['surname'], correlationId: 'c-1' },
});

// Contract, section 6: data.epoch is an integer from 1.
test.each([0, -1, 1.5, '1', null])('an event with the epoch %j is invalid', (epoch) => {
  const { success } = customerChangedEvent.safeParse({ ...EVENT, data: { ...EVENT.data, epoch } });
  expect(success).toBe(false);
});

test('an event that was stored before epochs existed belongs to epoch 1', () => {
  const { epoch, ...data } = customerChangedEvent.parse(EVENT).data;
  expect(epoch).toBe(2);
  expect(customerChangedEvent.parse({ ...EVENT, data }).data.epoch).toBe(1);
});

test('the published JSON Schema requires the epoch of every event', () => {
  const { properties } = customerChangedJsonSchema() as { properties: { data: Record<string, unknown> } };
  expect(properties.data).toMatchObject({
    required: expect.arrayContaining(['epoch', 'revision']),
    properties: { epoch: { type: 'integer', minimum: 1 } },
  });
});

test('the entry for subscribers loads zod and nothing else of this package', () => {
  const source = readFileSync(new URL('events.ts', import.meta.url), 'utf8');
  const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  expect(imported).toEqual(['zod']);
});
