import { z } from 'zod';
import { organisationId, text } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { checkSomeCriterion, searchCriteria } from '../../schemas/search-criteria.js';

export const searchProfiles = defineOperation({
  slug: 'search-profiles',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles-search' },
  permission: Permission.Read,
  errors: [],
  cost: 5,
  tag: 'Profiles',
  summary: 'Find customers by parameters, paginated',
  description:
    'The customers that match all criteria given, page by page. Walk on with nextCursor as cursor: unlike page it costs the same however far you are, and neither skips nor repeats while others write. At least one criterion is needed. Always with postalAddresses and personnelTickets.',
  example: () => ({ surname: 'Nordmann', countryCode: '+47', telephoneNumberNoCountryCode: '91234567' }),
  input: z
    .strictObject({
      ...searchCriteria,
      organisationId: organisationId().optional(),
      includePreferences: z
        .boolean()
        .optional()
        .meta({ examples: [true] }),
      includeTemporary: z
        .boolean()
        .optional()
        .meta({ examples: [true] }),
      page: z
        .int()
        .min(0)
        .max(1_000_000_000)
        .default(0)
        .meta({ examples: [0], description: 'From 0. Ignored with a cursor.' }),
      perPage: z
        .int()
        .min(1)
        .max(100)
        .default(20)
        .meta({ examples: [20] }),
      sortBy: z
        .enum(['customerNumber', 'firstName', 'surname', 'email', 'dateOfBirth', 'organisationId'])
        .default('customerNumber')
        .meta({
          examples: ['surname'],
          description: 'Names in the order of the Norwegian alphabet; ties by customerNumber.',
        }),
      sortDirection: z
        .enum(['asc', 'desc'])
        .default('asc')
        .meta({ examples: ['asc'] }),
      cursor: text({ max: 2000, min: 1 })
        .optional()
        .meta({ description: 'The nextCursor of the page before, with the same criteria and sorting.' }),
    })
    .superRefine(checkSomeCriterion),
  output: z
    .object({
      items: z.array(customerResponse),
      totalItems: z.int().meta({ description: 'How many match. Over a walk by cursor: when it began.' }),
      totalPages: z.int(),
      nextCursor: z.string().optional().meta({ description: 'Absent on the last page.' }),
    })
    .meta({ id: 'CustomerPage' }),
});
