import { OPERATIONS } from '@profiles/contracts';
import { latestOwnership } from '@profiles/domain';
import { notFound, readable } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { ecardResponseOf } from '../../responses/customer-response.js';

export const getEcard = query(OPERATIONS.ecards.get, async (input, context) => {
  const profile = await readable(context, input.customerNumber);
  const ownership = latestOwnership(await context.store.ecardsOf(profile), input);
  if (ownership === undefined) throw notFound();
  return { value: ecardResponseOf(ownership) };
});
