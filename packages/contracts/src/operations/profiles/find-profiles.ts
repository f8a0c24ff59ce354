import { z } from 'zod';
import { organisationId } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';
import { searchCriteria, searchRules } from '../../schemas/search-criteria.js';

export const findProfiles = defineOperation({
  slug: 'find-profiles',
  kind: 'query',
  rest: { method: 'GET', path: '/profiles' },
  permission: Permission.Read,
  errors: [],
  cost: 5,
  tag: 'Profiles',
  summary: 'Find customers by parameters',
  description:
    'The customers that match all criteria given, by customer number. At least one criterion is needed. Always with postalAddresses and personnelTickets.',
  example: () => ({ surname: 'Nordmann', countryCode: '+47', telephoneNumberNoCountryCode: '91234567' }),
  input: z
    .strictObject({
      ...searchCriteria,
      organisationId: organisationId().optional(),
      maxResultSet: z
        .int()
        .min(1)
        .max(1000)
        .default(100)
        .meta({ examples: [100], description: 'Maximum number of customers in the response.' }),
      includePreferences: z
        .boolean()
        .optional()
        .meta({ examples: [true], description: 'Show the preferences of the customers.' }),
      includeTemporary: z
        .boolean()
        .optional()
        .meta({ examples: [true], description: 'Find temporary customers too.' }),
    })
    .check(...searchRules),
  output: z.array(customerResponse),
});
