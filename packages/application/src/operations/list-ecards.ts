import type { OPERATIONS } from '@profiles/contracts';
import { ecardResponseOf } from '../customer-response.js';
import type { ReadUseCase } from '../use-case.js';
import { readable } from '../visibility.js';

export const listEcards: ReadUseCase<typeof OPERATIONS.ecards.list> = async (input, scene) => {
  const { customerNumber } = await readable(scene, input.customerNumber);
  return { value: (await scene.store.ecardsOf(customerNumber)).map(ecardResponseOf) };
};
