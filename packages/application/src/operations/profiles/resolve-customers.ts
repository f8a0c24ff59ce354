import { OPERATIONS } from '@profiles/contracts';
import { query } from '../../pipeline/use-case.js';

export const resolveCustomers = query(OPERATIONS.profiles.resolve, async (input, { store }) => {
  const named = await store.showing({}).named(input);
  return {
    value: named.map(({ requested, found }) => {
      if (found === undefined) return { requested, outcome: 'unknown' as const };
      const { customerNumber, status } = found.survivor;
      // [REDIR-3] A merged number has the outcome of its survivor, also when that one is deactivated.
      if (status === 'D') return { requested, outcome: 'deactivated' as const, customerNumber };
      const outcome = customerNumber === found.requested.customerNumber ? ('found' as const) : ('merged' as const);
      return { requested, outcome, customerNumber };
    }),
  };
});
