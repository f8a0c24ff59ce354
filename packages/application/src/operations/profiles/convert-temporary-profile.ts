import { OPERATIONS } from '@profiles/contracts';
import { decideConvert } from '@profiles/domain';
import { expirationFrom } from '../../commands/expiration.js';
import { newAddressIds, patchFrom } from '../../commands/profile-patch.js';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';
import { decide } from '../../tenant/decide.js';

export const convertTemporaryProfile = mutation(OPERATIONS.profiles.convert, async (input, context) => {
  const profile = await writable(context, input.customerNumber);
  const patch = patchFrom(input);
  const decision = decide(decideConvert, {
    profile,
    patch,
    newAddressIds: await newAddressIds(context, patch),
    defaultExpiration: expirationFrom(context),
    now: context.now,
  });
  return { decision, respond: (committed) => toProfileResponse(committed(profile)) };
});
