import { OPERATIONS } from '@profiles/contracts';
import { decideRestore, Rejection } from '@profiles/domain';
import { checkVersion, requireFound } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';
import { decide } from '../../tenant/decide.js';

export const restoreProfile = mutation(OPERATIONS.profiles.restore, async (input, context) => {
  const { requested: profile } = await requireFound(await context.store.byCustomerNumber(input.customerNumber));
  checkVersion(context, profile);
  return {
    decision: decide(decideRestore, profile),
    respond: (committed) => toProfileResponse(committed(profile)),
    // [REST-1] Any taken key refuses the restore.
    onTaken: () => Rejection.RestoreRefused,
  };
});
