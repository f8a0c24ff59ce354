import type { OPERATIONS } from '@profiles/contracts';
import { definitionsOf, preferenceResponsesOf } from '../../responses/customer-response.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { readable } from '../../loading/visibility.js';

export const listPreferences: ReadUseCase<typeof OPERATIONS.preferences.list> = async (input, scene) => {
  const profile = await readable(scene, input.customerNumber);
  const definitions = await definitionsOf(scene, profile.preferences);
  return { value: preferenceResponsesOf(profile, definitions) };
};
