import { z } from 'zod';
import { organisationId, text } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { includeFlags } from '../../schemas/include-flags.js';

export const getProfileByUsername = defineOperation({
  slug: 'get-profile-by-username',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles/organisations/{organisationId}/usernames/{username}' },
  permission: Permission.Read,
  errors: [617],
  tag: 'Profiles',
  summary: 'Find customer by organisation and username',
  description:
    'Gets a customer by username, else by email. Unlike the other lookups this one does not lead on to the survivor of a merge: it may answer a passive customer, or one made only to receive a personnel ticket.',
  example: ({ organisationId, customer: { username } }) => ({ organisationId, username }),
  input: z.strictObject({
    organisationId: organisationId(),
    username: text({ max: 80 }).meta({
      examples: ['kari.nordmann@example.no'],
      description: 'Username of the customer, otherwise the email.',
    }),
    ...includeFlags,
  }),
  output: customerResponse,
  returnsProfile: true,
  neverNotModified: true,
});
