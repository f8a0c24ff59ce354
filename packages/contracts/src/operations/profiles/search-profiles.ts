import { z } from 'zod';
import { organisationId } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { pageCursor } from '../../page-cursor.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { searchCriteria, searchRules } from '../../schemas/search-criteria.js';
import { blankIsAbsent, choice } from '../../text-field.js';

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
        .meta({ examples: [true], description: 'Show the preferences of the customers.' }),
      includeTemporary: z
        .boolean()
        .optional()
        .meta({ examples: [true], description: 'Find temporary customers too.' }),
      includeTotal: z
        .boolean()
        .default(true)
        .meta({
          examples: [false],
          description:
            'false leaves totalItems and totalPages out, which makes the first page of a wide search cheaper.',
        }),
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
        .meta({ examples: [20], description: 'Number of customers on a page.' }),
      sortBy: blankIsAbsent(
        choice(['customerNumber', 'firstName', 'surname', 'email', 'dateOfBirth', 'organisationId']).meta({
          examples: ['surname'],
          description: "Names as Intl.Collator('nb') sorts them; ties by customerNumber.",
        }),
      ).default('customerNumber'),
      sortDirection: blankIsAbsent(
        choice(['asc', 'desc']).meta({ examples: ['asc'], description: 'Ascending or descending.' }),
      ).default('asc'),
      cursor: pageCursor('The nextCursor of the page before, with the same criteria and sorting.'),
    })
    .check(...searchRules),
  output: z
    .object({
      items: z.array(customerResponse).meta({ description: 'The customers of this page.' }),
      totalItems: z
        .int()
        .optional()
        .meta({ description: 'The number of matches; on later pages of a walk by cursor, when the walk began.' }),
      totalPages: z.int().optional().meta({ description: 'Number of pages of this size.' }),
      nextCursor: z
        .string()
        .optional()
        .meta({ examples: ['WyJOb3JkbWFubiIsMTAwMDAwMF0'], description: 'Absent on the last page.' }),
    })
    .meta({ id: 'CustomerPage' }),
});
