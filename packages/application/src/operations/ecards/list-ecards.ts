import { OPERATIONS } from '@profiles/contracts';
import { readable } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { ecardResponseOf } from '../../responses/customer-response.js';

export const listEcards = query(OPERATIONS.ecards.list, async (input, context) => {
  const profile = await readable(context, input.customerNumber);
  return { value: (await context.store.ecardsOf(profile)).map(ecardResponseOf) };
});
