import type { OPERATIONS } from '@profiles/contracts';
import { decideCreatePreference } from '@profiles/domain';
import { preferenceScene, toPreferenceResponse } from '../../commands/preference-writes.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';

export const createPreference: WriteUseCase<typeof OPERATIONS.preferences.create> = async (input, scene) => {
  const { customerNumber, ...value } = input;
  const rule = await preferenceScene(scene, { customerNumber, named: [value] });
  return { decision: decideCreatePreference(rule, value), answer: toPreferenceResponse(rule, value.preferenceId) };
};
