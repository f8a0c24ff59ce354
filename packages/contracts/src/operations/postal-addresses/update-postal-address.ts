import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { EXAMPLE_ADDRESS } from '../../operation-example.js';
import { Permission } from '../../permissions.js';
import { addressFields, addressId, existingAddressRules, postalAddressResponse } from '../../schemas/postal-address.js';

export const updatePostalAddress = defineOperation({
  slug: 'update-postal-address',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}/postal-addresses/{postalAddressId}' },
  permission: Permission.Change,
  errors: [601, 604, 617],
  tag: 'Postal addresses',
  summary: 'Update postal address',
  description:
    'Changes a postal address of the customer. An absent field is left as it is, null clears. An id in the body is ignored.',
  example: ({ resident }) => ({
    ...resident,
    ...EXAMPLE_ADDRESS,
  }),
  input: z
    .strictObject({ customerNumber: customerNumber(), postalAddressId: addressId(), ...addressFields })
    .check(...existingAddressRules),
  output: postalAddressResponse,
});
