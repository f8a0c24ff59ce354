import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { addressId } from '../../schemas/postal-address.js';

export const deletePostalAddress = defineOperation({
  slug: 'delete-postal-address',
  kind: 'mutation',
  rest: { method: 'DELETE', path: '/profiles/{customerNumber}/postal-addresses/{postalAddressId}', success: 204 },
  permission: Permission.Change,
  errors: [409, 601, 617],
  tag: 'Postal addresses',
  summary: 'Delete postal address',
  description: 'Deletes the postal address from the customer.',
  example: ({ resident }) => resident,
  input: z.strictObject({ customerNumber: customerNumber(), postalAddressId: addressId() }),
  output: z.void(),
});
