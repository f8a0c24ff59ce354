import type { OPERATIONS } from '@profiles/contracts';
import { definitionsOf, preferenceResponsesOf } from '../customer-response.js';
import type { ReadUseCase } from '../use-case.js';
import { readable } from '../visibility.js';

export const listPreferences: ReadUseCase<typeof OPERATIONS.preferences.list> = async (input, scene) => {
  const profile = await readable(scene, input.customerNumber);
  const definitions = await definitionsOf(scene, profile.preferences);
  return { value: preferenceResponsesOf(profile, definitions) };
};
