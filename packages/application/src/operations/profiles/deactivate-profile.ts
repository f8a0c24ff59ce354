import type { OPERATIONS } from '@profiles/contracts';
import { decideDeactivate, refusalOfWrite } from '@profiles/domain';
import { expirationFrom } from '../../commands/expiration.js';
import { checkVersion, seen } from '../../loading/visibility.js';
import { errorOf } from '../../pipeline/rejections.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';

export const deactivateProfile: WriteUseCase<typeof OPERATIONS.profiles.deactivate> = async (input, scene) => {
  const { asked: profile, survivor } = await seen(scene, await scene.store.byCustomerNumber(input.customerNumber));
  checkVersion(scene, profile);
  // A deactivated profile may be deactivated again, to be given another day.
  const refusal = profile.status === 'D' ? undefined : refusalOfWrite(profile, survivor);
  if (refusal) throw errorOf(refusal);
  const decision = decideDeactivate({
    profile,
    ...(input.expirationDate !== undefined && { expirationDate: input.expirationDate }),
    defaultExpiration: expirationFrom(scene),
    now: scene.now,
  });
  return { decision, answer: (committed) => toProfileResponse(committed(profile)) };
};
