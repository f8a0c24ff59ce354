import type { OPERATIONS } from '@profiles/contracts';
import { decideConvert } from '@profiles/domain';
import { expirationFrom } from '../../commands/expiration.js';
import { patchFrom } from '../../commands/profile-patch.js';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';

export const convertTemporaryProfile: WriteUseCase<typeof OPERATIONS.profiles.convert> = async (input, scene) => {
  const profile = await writable(scene, input.customerNumber);
  const patch = patchFrom(input);
  const decision = decideConvert({ profile, patch, defaultExpiration: expirationFrom(scene), now: scene.now });
  return { decision, answer: (committed) => toProfileResponse(committed(profile)) };
};
