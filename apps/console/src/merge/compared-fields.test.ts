import type { CustomerResponse } from '@profiles/client';
import { expect, test } from 'vitest';
import { comparedFields } from './compared-fields';

const customer = (fields: Partial<CustomerResponse>): CustomerResponse => ({
  ...{ firstName: '', surname: '' },
  ...{ customerNumber: 1, uuid: '0', organisationId: 1, status: 'A', profileType: 'S' },
  ...{ createdAt: '', createdBy: '', createdByChannel: '', changedAt: '', changedBy: '', changedByChannel: '' },
  ...fields,
});

test('a value can be taken only where the source has one of its own', () => {
  const target = customer({ firstName: 'Kari', surname: 'Berg', email: 'kari@example.no' });
  const source = customer({ firstName: 'Kari', surname: 'Dahl', dateOfBirth: '1990-01-02' });
  expect(comparedFields(target, source).map(({ field, canTake }) => [field, canTake])).toEqual([
    ['firstName', false],
    ['surname', true],
    ['email', false],
    ['dateOfBirth', true],
  ]);
});

test('a telephone number is one field, with its calling code', () => {
  const target = customer({ countryCode: '+47', telephoneNumberNoCountryCode: '91234567' });
  const source = customer({ countryCode: '+46', telephoneNumberNoCountryCode: '91234567' });
  expect(comparedFields(target, source)).toEqual([
    {
      ...{ field: 'telephoneNumber', label: 'telephone', canTake: true },
      ...{ target: '+47 912 34 567', source: '+46 91234567' },
    },
  ]);
});
