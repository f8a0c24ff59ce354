import { z } from 'zod';
import { customerRef, organisationId } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { includeFlags } from '../../schemas/include-flags.js';

export const getProfileByCustomerReference = defineOperation({
  slug: 'get-profile-by-customer-reference',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/customer-references/{customerReference}' },
  permission: Permission.Read,
  errors: [617],
  tag: 'Profiles',
  summary: 'Find customer by customer reference',
  description:
    "Gets a customer by the organisation's own reference. A merged customer answers with the surviving one, whose reference may differ from the one asked for.",
  example: ({ customer: { customerReference } }) => ({ customerReference }),
  input: z.strictObject({
    customerReference: customerRef(),
    organisationId: organisationId().optional(),
    ...includeFlags,
  }),
  output: customerResponse,
  returnsProfile: true,
});
