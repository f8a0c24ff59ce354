import type { OPERATIONS } from '@profiles/contracts';
import { decideUpdatePreference } from '@profiles/domain';
import { preferenceScene, toPreferenceResponse } from '../../commands/preference-writes.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';

export const updatePreference: WriteUseCase<typeof OPERATIONS.preferences.update> = async (input, scene) => {
  const { customerNumber, ...value } = input;
  const rule = await preferenceScene(scene, { customerNumber, named: [value] });
  return { decision: decideUpdatePreference(rule, value), answer: toPreferenceResponse(rule, value.preferenceId) };
};
