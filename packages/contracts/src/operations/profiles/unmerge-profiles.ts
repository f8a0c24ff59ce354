import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';

export const unmergeProfiles = defineOperation({
  slug: 'unmerge-profiles',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}/unmerge/{mergedCustomerNumber}' },
  permission: Permission.Admin,
  errors: [601, 613, 617],
  tag: 'Profiles',
  summary: 'Undo a merge',
  description:
    'Undoes a merge or a connect: the merged customer is active again, and gets back what the merge moved and is still here. Items that went on to another customer stay there. Both get back the values that the merge changed, unless they were changed since. Refused when an email, username or vippsId has been taken meanwhile (613), and when a later merge has to be undone first (601). A customer who was not merged into this one is 404. A temporary customer whose expirationDate has come meanwhile is purged next.',
  example: ({ mergeTarget }) => mergeTarget,
  input: z.strictObject({
    customerNumber: customerNumber().meta({ description: 'The customer that the other one was merged into.' }),
    mergedCustomerNumber: customerNumber().meta({ description: 'The customer who was merged in.' }),
  }),
  output: customerResponse,
  returnsProfile: true,
});
