import { OPERATIONS } from '@profiles/contracts';
import { readable } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';

export const listCustomerAccounts = query(OPERATIONS.customerAccounts.list, async (input, context) => {
  const { customerAccounts } = await readable(context, input.customerNumber);
  return { value: [...customerAccounts] };
});
