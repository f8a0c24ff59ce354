import { OPERATIONS } from '@profiles/contracts';
import { decideDeleteAddress } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const deletePostalAddress = mutation(OPERATIONS.postalAddresses.delete, async (input, context) => {
  const profile = await writable(context, input.customerNumber);
  return {
    decision: decide(decideDeleteAddress, profile, input.postalAddressId),
    respond: () => ({ value: undefined }),
  };
});
