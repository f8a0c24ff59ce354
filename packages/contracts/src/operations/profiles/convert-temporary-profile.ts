import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { EXAMPLE_ADDRESS, exampleDetails } from '../../operation-example.js';
import { Permission } from '../../permissions.js';
import { updateFields, updateRules } from '../../schemas/customer-request.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { telephonePairMeta } from '../../telephone-fields.js';

const { status: _set, ...convertFields } = updateFields;

export const convertTemporaryProfile = defineOperation({
  slug: 'convert-temporary-profile',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}/convert' },
  permission: Permission.Change,
  errors: [601, 602, 603, 604, 605, 606, 617, 626, 629],
  tag: 'Profiles',
  summary: 'Convert temporary customer',
  description:
    'Makes an active temporary customer (T) a standard one (S), with the fields given as in an update. Its email becomes its username, and it no longer expires unless an expirationDate is given. Any other customer is refused (409).',
  example: ({ temporaryCustomer: { customerNumber }, fresh }) => ({
    customerNumber,
    ...exampleDetails(fresh),
    changedBy: 'web',
    changedByChannel: 'webshop',
    postalAddresses: [EXAMPLE_ADDRESS],
  }),
  input: z
    .strictObject({ customerNumber: customerNumber(), ...convertFields })
    .check(...updateRules)
    .meta(telephonePairMeta),
  output: customerResponse,
  returnsProfile: true,
});
