import type { OPERATIONS } from '@profiles/contracts';
import { decideConvert } from '@profiles/domain';
import { profileAnswer } from '../customer-response.js';
import { expirationFrom } from '../expiration.js';
import { patchFrom } from '../profile-patch.js';
import type { WriteUseCase } from '../use-case.js';
import { writable } from '../visibility.js';

export const convertTemporaryProfile: WriteUseCase<typeof OPERATIONS.profiles.convert> = async (input, scene) => {
  const profile = await writable(scene, input.customerNumber);
  const patch = patchFrom(input);
  const decision = decideConvert({ profile, patch, defaultExpiration: expirationFrom(scene), now: scene.now });
  return { decision, answer: (committed) => profileAnswer(committed(profile)) };
};
