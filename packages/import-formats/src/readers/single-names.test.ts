import { expect, test } from 'vitest';
import { recordsIn } from '../testing/records.js';

// A report of refused rows has to show whose each row is.
test.each([
  ['a vCard', 'BEGIN:VCARD\nVERSION:4.0\nFN:Kari\nEND:VCARD\n'],
  ['SCIM', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id: '1', userName: 'kari', displayName: 'Kari' }],
  ['Auth0', { user_id: 'auth0|1', email: 'kari@example.no', name: 'Kari', created_at: '2024-01-01T00:00:00.000Z' }],
  ['Kratos', { id: '1', schema_id: 'x', state: 'active', traits: { name: 'Kari', email: 'kari@example.no' } }],
  ['FHIR', { resourceType: 'Patient', id: '1', name: [{ text: 'Kari' }] }],
])('the single word of a name in %s is kept as the first name', async (_format, content) => {
  const [record] = await recordsIn(typeof content === 'string' ? content : `${JSON.stringify(content)}\n`);
  expect(record?.row).toMatchObject({ firstName: 'Kari' });
  expect(record?.row?.['surname']).toBeUndefined();
});

test('a field that is missing beside another error is told in words, not in those of a program', async () => {
  const fields = {
    ...{ firstName: 'Navn', surname: 'Navn', dateOfBirth: { from: 'Født', transform: 'date' as const } },
    'postalAddresses.0.postCode': 'Postnr',
  };
  const [record] = await recordsIn('Navn;Født;Postnr\nKari;31.02.1980;0155\n', { mapping: { fields } });
  expect(record?.errors.map(({ message }) => message)).toContain('Required: expected string.');
});
