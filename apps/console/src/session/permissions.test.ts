import { OPERATION_LIST, Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { OPERATION_PERMISSIONS } from './operation-permissions.generated';
import { mayWith, type OperationName } from './permissions';

test('the table has the permission of every operation of the contract', () => {
  const expected = Object.fromEntries(OPERATION_LIST.map(({ name, operation }) => [name, operation.permission]));
  expect(OPERATION_PERMISSIONS).toEqual(expected);
});

describe.each(Object.values(Permission))('a token with %s alone', (permission) => {
  test.each(OPERATION_LIST)('is offered $name exactly if the operation needs it', ({ name, operation }) => {
    expect(mayWith(new Set([permission]))(name as OperationName)).toBe(operation.permission === permission);
  });
});
