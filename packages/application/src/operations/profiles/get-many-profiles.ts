import { OPERATIONS } from '@profiles/contracts';
import { query } from '../../pipeline/use-case.js';
import { customersOf } from '../../responses/lookup-response.js';
import type { ShownProfile } from '../../tenant/tenant-store.js';
import type { Found } from '../../tenant/visible.js';

export const getManyProfiles = query(OPERATIONS.profiles.getMany, async (input, context) => {
  const lookups = context.store.showing(input);
  const shown = new Map<number, Found<ShownProfile>>();
  for (const { found } of await lookups.named(input)) {
    if (found === undefined || found.survivor.status === 'D' || shown.has(found.survivor.customerNumber)) continue;
    shown.set(found.survivor.customerNumber, lookups.disclose(found));
  }
  return { value: await customersOf(context, [...shown.values()], { includePreferences: input.includePreferences }) };
});
