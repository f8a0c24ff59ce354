import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { EXAMPLE_ADDRESS, exampleDetails } from '../../operation-example.js';
import { Permission } from '../../permissions.js';
import { updateFields, updateRules } from '../../schemas/customer-request.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { telephonePairMeta } from '../../telephone-fields.js';

export const updateProfile = defineOperation({
  slug: 'update-profile',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}' },
  permission: Permission.Change,
  alsoNeeds: ({ status }) => (status === 'D' ? [Permission.Delete] : []),
  errors: [601, 602, 603, 604, 605, 606, 617, 621, 626, 629],
  tag: 'Profiles',
  summary: 'Update customer',
  description:
    "Updates a customer. An absent field is left as it is, null clears. An address with an id changes that one; one without id is added, unless an equal one exists; others stay. A verification timestamp is removed with its value. Status 'D' also needs the permission to deactivate. An update that changes nothing has no new revision and no event.",
  example: ({ resident, fresh }) => ({
    customerNumber: resident.customerNumber,
    ...exampleDetails(fresh),
    changedBy: 'web',
    changedByChannel: 'webshop',
    emailVerifiedAt: '2026-01-01T00:00:00.000Z',
    postalAddresses: [
      {
        id: resident.postalAddressId,
        ...EXAMPLE_ADDRESS,
      },
    ],
  }),
  input: z
    .strictObject({ customerNumber: customerNumber(), ...updateFields })
    .check(...updateRules)
    .meta(telephonePairMeta),
  output: customerResponse,
  returnsProfile: true,
});
