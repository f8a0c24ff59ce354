import type { OPERATIONS } from '@profiles/contracts';
import { decideRestore, Rejection } from '@profiles/domain';
import { checkVersion, seen } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';

export const restoreProfile: WriteUseCase<typeof OPERATIONS.profiles.restore> = async (input, scene) => {
  const { asked: profile } = await seen(scene, await scene.store.byCustomerNumber(input.customerNumber));
  checkVersion(scene, profile);
  return {
    decision: decideRestore(profile),
    answer: (committed) => toProfileResponse(committed(profile)),
    // [REST-1] Whatever was taken meanwhile, it is the restore that is refused.
    onTaken: () => Rejection.RestoreRefused,
  };
};
