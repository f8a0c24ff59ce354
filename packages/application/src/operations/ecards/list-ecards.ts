import type { OPERATIONS } from '@profiles/contracts';
import { readable } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { ecardResponseOf } from '../../responses/customer-response.js';

export const listEcards: ReadUseCase<typeof OPERATIONS.ecards.list> = async (input, scene) => {
  const { customerNumber } = await readable(scene, input.customerNumber);
  return { value: (await scene.store.ecardsOf(customerNumber)).map(ecardResponseOf) };
};
