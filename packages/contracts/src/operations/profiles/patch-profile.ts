import { z } from 'zod';
import { actor, customerNumber, name, optionalNotNull } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { EXAMPLE_ADDRESS, exampleDetails } from '../../operation-example.js';
import { Permission } from '../../permissions.js';
import { updateFields, updateRules } from '../../schemas/customer-request.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { telephonePairMeta } from '../../telephone-fields.js';

/** The fields of an update, none of which is required. */
const patchFields = {
  ...updateFields,
  // A name that is sent must not be blank: nothing else says whether the customer can do without it.
  surname: name()
    .nullish()
    .meta({ description: 'Surname. null clears it, which only a temporary customer can do without.' }),
  firstName: name()
    .nullish()
    .meta({ description: 'First name. null clears it, which only a temporary customer can do without.' }),
  changedBy: optionalNotNull(
    actor().meta({ description: 'The actor of the change. Default: the header X-Changed-By.' }),
  ),
  changedByChannel: optionalNotNull(
    actor().meta({ description: 'The channel of the change. Otherwise the header X-Changed-By-Channel.' }),
  ),
};

export const patchProfile = defineOperation({
  slug: 'patch-profile',
  kind: 'mutation',
  rest: { method: 'PATCH', path: '/profiles/{customerNumber}' },
  permission: Permission.Change,
  alsoNeeds: ({ status }) => (status === 'D' ? [Permission.Delete] : []),
  errors: [601, 602, 603, 604, 605, 606, 617, 621, 626, 629],
  tag: 'Profiles',
  summary: 'Change some fields of customer',
  description:
    "Changes the given fields of a customer and no others (JSON merge patch, RFC 7396). null clears an optional field. No field is required; postalAddresses are treated as in an update. Status 'D' also needs the permission to deactivate.",
  example: ({ resident, fresh }) => ({
    customerNumber: resident.customerNumber,
    ...exampleDetails(fresh),
    emailVerifiedAt: '2026-01-01T00:00:00.000Z',
    postalAddresses: [{ id: resident.postalAddressId, ...EXAMPLE_ADDRESS }],
  }),
  input: z
    .strictObject({ customerNumber: customerNumber(), ...patchFields })
    .check(...updateRules)
    .meta(telephonePairMeta),
  output: customerResponse,
  returnsProfile: true,
});
