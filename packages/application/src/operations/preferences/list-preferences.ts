import { OPERATIONS } from '@profiles/contracts';
import { readable } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { definitionsOf, preferenceResponsesOf } from '../../responses/customer-response.js';

export const listPreferences = query(OPERATIONS.preferences.list, async (input, context) => {
  const profile = await readable(context, input.customerNumber);
  const definitions = await definitionsOf(context, profile.preferences);
  return { value: preferenceResponsesOf(profile, definitions) };
});
