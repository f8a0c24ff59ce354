import { OPERATIONS } from '@profiles/contracts';
import { preferenceOf } from '@profiles/domain';
import { notFound, readable } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { definitionsOf, preferenceResponseOf } from '../../responses/customer-response.js';

export const getPreference = query(OPERATIONS.preferences.get, async (input, context) => {
  const profile = await readable(context, input.customerNumber);
  const preference = preferenceOf(profile, input.preferenceId);
  if (preference === undefined) throw notFound();
  const definitions = await definitionsOf(context, [preference]);
  return { value: preferenceResponseOf(preference, { profile, definitions }) };
});
