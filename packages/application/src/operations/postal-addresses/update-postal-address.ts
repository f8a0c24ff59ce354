import { OPERATIONS } from '@profiles/contracts';
import { decideUpdateAddress } from '@profiles/domain';
import { present } from '../../commands/given.js';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { toPostalAddressResponse } from '../../responses/postal-address-response.js';
import { decide } from '../../tenant/decide.js';

export const updatePostalAddress = mutation(OPERATIONS.postalAddresses.update, async (input, context) => {
  const { customerNumber, postalAddressId, id: _ignored, ...address } = input;
  const profile = await writable(context, customerNumber);
  const decision = decide(decideUpdateAddress, profile, { ...present(address), id: postalAddressId }, context.now);
  return {
    decision,
    respond: (committed) =>
      toPostalAddressResponse(committed(profile), ({ postalAddresses }) =>
        postalAddresses.find(({ id }) => id === postalAddressId),
      ),
  };
});
