import { OPERATIONS } from '@profiles/contracts';
import { decideConnect } from '@profiles/domain';
import { mergeParties } from '../../loading/merge-parties.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const connectProfile = mutation(OPERATIONS.profiles.connect, async (input, context) => {
  const source = input.customerNumberToConnect ?? input.temporaryCustomerNumber;
  if (source == null) throw new Error('The input was validated: one of them is given.');
  const parties = await mergeParties(context, { source, target: input.customerNumber, options: input });
  return {
    decision: decide(decideConnect, parties),
    respond: (committed) => {
      const { changedAt, relatedCustomerNumbers } = committed(parties.target);
      return { value: { changedAt, relatedCustomerNumbers: [...relatedCustomerNumbers] } };
    },
  };
});
