import type { OPERATIONS } from '@profiles/contracts';
import { latestOwnership } from '@profiles/domain';
import { notFound, readable } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { ecardResponseOf } from '../../responses/customer-response.js';

export const getEcard: ReadUseCase<typeof OPERATIONS.ecards.get> = async (input, scene) => {
  const { customerNumber } = await readable(scene, input.customerNumber);
  const ownership = latestOwnership(await scene.store.ecardsOf(customerNumber), input);
  if (ownership === undefined) throw notFound();
  return { value: ecardResponseOf(ownership) };
};
