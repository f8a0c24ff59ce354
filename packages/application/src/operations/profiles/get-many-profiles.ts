import { OPERATIONS } from '@profiles/contracts';
import type { ProfileSummary } from '@profiles/domain';
import { query } from '../../pipeline/use-case.js';
import { customersOf } from '../../responses/customer-response.js';
import type { Found } from '../../tenant/visible.js';

export const getManyProfiles = query(OPERATIONS.profiles.getMany, async (input, context) => {
  const lookups = context.store.showing(input);
  const shown = new Map<number, Found<ProfileSummary>>();
  for (const { found } of await lookups.named(input)) {
    if (found === undefined || found.survivor.status === 'D' || shown.has(found.survivor.customerNumber)) continue;
    shown.set(found.survivor.customerNumber, lookups.disclose(found));
  }
  return { value: await customersOf(context, [...shown.values()], { includePreferences: input.includePreferences }) };
});
