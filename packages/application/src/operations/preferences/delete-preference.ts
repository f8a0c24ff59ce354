import type { OPERATIONS } from '@profiles/contracts';
import { decideDeletePreference } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';

export const deletePreference: WriteUseCase<typeof OPERATIONS.preferences.delete> = async (input, scene) => {
  const profile = await writable(scene, input.customerNumber);
  return { decision: decideDeletePreference(profile, input.preferenceId), answer: () => ({ value: undefined }) };
};
