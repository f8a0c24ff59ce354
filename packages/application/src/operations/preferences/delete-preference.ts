import type { OPERATIONS } from '@profiles/contracts';
import { decideDeletePreference } from '@profiles/domain';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { writable } from '../../loading/visibility.js';

export const deletePreference: WriteUseCase<typeof OPERATIONS.preferences.delete> = async (input, scene) => {
  const profile = await writable(scene, input.customerNumber);
  return { decision: decideDeletePreference(profile, input.preferenceId), answer: () => ({ value: undefined }) };
};
