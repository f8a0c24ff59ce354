import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { EXAMPLE_ADDRESS } from '../../operation-example.js';
import { Permission } from '../../permissions.js';
import { addressFields, newAddressRules, postalAddressResponse } from '../../schemas/postal-address.js';

export const addPostalAddress = defineOperation({
  slug: 'add-postal-address',
  kind: 'mutation',
  rest: { method: 'POST', path: '/profiles/{customerNumber}/postal-addresses' },
  permission: Permission.Change,
  errors: [601, 604, 617, 629],
  tag: 'Postal addresses',
  summary: 'Add postal address to customer',
  description:
    'Adds a postal address, unless the customer has an equal one. An id is ignored: the service assigns one.',
  example: ({ customer: { customerNumber } }) => ({
    customerNumber,
    ...EXAMPLE_ADDRESS,
  }),
  input: z.strictObject({ customerNumber: customerNumber(), ...addressFields }).check(...newAddressRules),
  output: postalAddressResponse,
});
