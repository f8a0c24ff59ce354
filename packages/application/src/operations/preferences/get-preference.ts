import type { OPERATIONS } from '@profiles/contracts';
import { preferenceOf } from '@profiles/domain';
import { notFound, readable } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { definitionsOf, preferenceResponseOf } from '../../responses/customer-response.js';

export const getPreference: ReadUseCase<typeof OPERATIONS.preferences.get> = async (input, scene) => {
  const profile = await readable(scene, input.customerNumber);
  const preference = preferenceOf(profile, input.preferenceId);
  if (preference === undefined) throw notFound();
  const definitions = await definitionsOf(scene, [preference]);
  return { value: preferenceResponseOf(preference, { profile, definitions }) };
};
