import type { OPERATIONS } from '@profiles/contracts';
import { decideAddEcard } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { ecardFieldsFrom, toEcardResponse } from '../../responses/ecard-response.js';

export const addEcard: WriteUseCase<typeof OPERATIONS.ecards.add> = async (input, scene) => {
  const owner = await writable(scene, input.customerNumber);
  const current = await scene.store.currentEcard(input.ecardOperator, input.ecardNumber);
  const decision = decideAddEcard({
    owner,
    fields: ecardFieldsFrom(input),
    current,
    id: scene.ids.uuid(),
    now: scene.now,
  });
  return { decision, answer: () => toEcardResponse(decision) };
};
