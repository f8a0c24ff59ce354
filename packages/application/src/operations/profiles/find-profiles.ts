import { OPERATIONS } from '@profiles/contracts';
import { query } from '../../pipeline/use-case.js';
import { customersOf } from '../../responses/lookup-response.js';
import { criteriaFrom } from '../../search/search-criteria-from.js';

export const findProfiles = query(OPERATIONS.profiles.find, async (input, context) => {
  const criteria = criteriaFrom(input, context);
  if (criteria === undefined) return { value: [] };
  const profiles = await context.store.showing(input).find({ ...criteria, limit: input.maxResultSet });
  const includes = { includePersonnelTicket: true, includePreferences: input.includePreferences };
  return {
    value: await customersOf(
      context,
      profiles.map((profile) => context.store.discloseAsItself(profile)),
      includes,
    ),
  };
});
