import { OPERATIONS } from '@profiles/contracts';
import { decideDeactivate, refusalOfWrite } from '@profiles/domain';
import { expirationFrom } from '../../commands/expiration.js';
import { checkVersion, requireFound } from '../../loading/visibility.js';
import { errorOf } from '../../pipeline/rejections.js';
import { mutation } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';
import { decide } from '../../tenant/decide.js';

export const deactivateProfile = mutation(OPERATIONS.profiles.deactivate, async (input, context) => {
  const { requested: profile, survivor } = await requireFound(
    await context.store.byCustomerNumber(input.customerNumber),
  );
  checkVersion(context, profile);
  // A deactivated profile may be deactivated again, to be given another day.
  const refusal = profile.status === 'D' ? undefined : refusalOfWrite(profile, survivor);
  if (refusal) throw errorOf(refusal);
  const decision = decide(decideDeactivate, {
    profile,
    ...(input.expirationDate !== undefined && { expirationDate: input.expirationDate }),
    defaultExpiration: expirationFrom(context),
    now: context.now,
  });
  return { decision, respond: (committed) => toProfileResponse(committed(profile)) };
});
