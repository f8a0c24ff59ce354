import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { EXAMPLE_ADDRESS, exampleDetails } from '../../operation-example.js';
import { Permission } from '../../permissions.js';
import { createFields, createRules, createVariants } from '../../schemas/customer-request.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { telephonePairMeta } from '../../telephone-fields.js';

export const createProfile = defineOperation({
  slug: 'create-profile',
  kind: 'mutation',
  rest: { method: 'POST', path: '/profiles' },
  permission: Permission.Create,
  errors: [600, 602, 603, 604, 605, 606, 624, 625, 626],
  tag: 'Profiles',
  summary: 'Create a customer',
  description:
    'Creates a new customer. If a customerRef is not specified, one will be assigned. The customerRef and email must be unique within an organisation. A CREATE event is published.',
  example: ({ organisationId, fresh }) => ({
    organisationId,
    ...exampleDetails(fresh),
    createdBy: 'web',
    createdByChannel: 'webshop',
    customerRef: fresh.text,
    postalAddresses: [EXAMPLE_ADDRESS],
  }),
  input: z
    .strictObject(createFields)
    .check(...createRules)
    .meta(telephonePairMeta),
  variants: createVariants,
  output: customerResponse,
  returnsProfile: true,
  secrets: ['password'],
});
