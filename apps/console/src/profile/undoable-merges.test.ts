import type { ProfileChange } from '@profiles/client';
import { expect, test } from 'vitest';
import { undoableMerges } from './undoable-merges';

const merged = (source: number, target: number, operation = 'connect-profile'): ProfileChange => ({
  ...{ id: `${source}`, customerNumber: source, organisationId: 1, revision: 2, operation },
  ...{ clientId: 'console', callerOrganisationId: 1, correlationId: 'one' },
  ...{ changedAt: '2026-01-01T00:00:00.000Z', changedBy: 'agent', changedByChannel: 'console' },
  fields: [{ field: 'parentId', after: target }],
});

test('the latest merge of each profile that is still merged into the customer', () => {
  const changes = [
    merged(2, 1),
    merged(2, 1, 'unmerge-profiles'),
    merged(2, 1),
    merged(3, 1, 'merge-profiles'),
    merged(4, 3),
    merged(5, 1),
  ];
  const customer = { customerNumber: 1, relatedCustomerNumbers: [2, 3, 4] };
  expect([...undoableMerges(changes, customer)]).toEqual([0, 3]);
  expect([...undoableMerges(changes, { customerNumber: 1 })]).toEqual([]);
});
