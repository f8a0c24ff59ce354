import { expect, test } from 'vitest';
import { collationKey } from './collation/collation-key.js';
import { sortKeysOf } from './sort-order.js';
import { aProfile } from './testing/given.js';

test('a field that is absent comes first; names go by the collation, emails without case', () => {
  const profile = aProfile({ firstName: '', surname: 'Ås', email: 'Kari@X.no' });
  expect(sortKeysOf(profile)).toEqual({
    ...{ firstName: collationKey(''), surname: collationKey('Ås'), email: 'kari@x.no', dateOfBirth: '' },
  });
  expect(collationKey('') < collationKey(' ')).toBe(true);
  expect(sortKeysOf(aProfile({ dateOfBirth: '1985-04-12' }))).toMatchObject({ email: '', dateOfBirth: '1985-04-12' });
});
