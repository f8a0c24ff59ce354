import type { OPERATIONS } from '@profiles/contracts';
import { readable } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { definitionsOf, preferenceResponsesOf } from '../../responses/customer-response.js';

export const listPreferences: ReadUseCase<typeof OPERATIONS.preferences.list> = async (input, scene) => {
  const profile = await readable(scene, input.customerNumber);
  const definitions = await definitionsOf(scene, profile.preferences);
  return { value: preferenceResponsesOf(profile, definitions) };
};
