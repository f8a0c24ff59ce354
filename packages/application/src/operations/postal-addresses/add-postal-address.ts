import { OPERATIONS } from '@profiles/contracts';
import { addressLike, decideAddAddress } from '@profiles/domain';
import { given } from '../../commands/given.js';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { toPostalAddressResponse } from '../../responses/postal-address-response.js';
import { decide } from '../../tenant/decide.js';

export const addPostalAddress = mutation(OPERATIONS.postalAddresses.add, async (input, context) => {
  const { customerNumber, id: _ignored, ...address } = input;
  const profile = await writable(context, customerNumber);
  const [id = 0] = await context.store.nextPostalAddressIds(1);
  const sent = given(address);
  const decision = decide(decideAddAddress, profile, sent, { id, now: context.now });
  return {
    decision,
    respond: (committed) => toPostalAddressResponse(committed(profile), (after) => addressLike(after, sent)),
  };
});
