import { z } from 'zod';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse, deactivatedCustomer } from '../../schemas/customer-response.js';
import { includeFlags } from '../../schemas/include-flags.js';

export const getProfileByUuid = defineOperation({
  slug: 'get-profile-by-uuid',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/uuid/{uuid}' },
  permission: Permission.Read,
  errors: [617],
  tag: 'Profiles',
  summary: 'Find customer by UUID',
  description:
    'Gets a customer with related information. Of a deactivated customer only uuid, status, customerNumber and organisationId are told, unless includeDeleted is true. A merged customer answers with the surviving one.',
  example: ({ customer: { uuid } }) => ({ uuid }),
  input: z.strictObject({
    uuid: z
      .string()
      .regex(/^[0-9a-f]{32}$/, '32 lower-case hex characters.')
      .meta({
        maxLength: 32,
        examples: ['0f8fad5bd9cb469fa165708677289501'],
        description: '32 lower-case hex characters. Not RFC 4122 compliant.',
      }),
    ...includeFlags,
  }),
  output: z.union([customerResponse, deactivatedCustomer]),
  returnsProfile: true,
});
