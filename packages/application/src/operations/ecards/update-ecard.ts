import type { OPERATIONS } from '@profiles/contracts';
import { decideUpdateEcard } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { ecardFieldsFrom, toEcardResponse } from '../../responses/ecard-response.js';

export const updateEcard: WriteUseCase<typeof OPERATIONS.ecards.update> = async (input, scene) => {
  const owner = await writable(scene, input.customerNumber);
  const current = await scene.store.currentEcard(input.ecardOperator, input.ecardNumber);
  const isOurs = current?.organisationId === owner.organisationId;
  // Nobody is looked up for a stranger's card: it must take no longer than a card that nobody owns.
  const moves = isOurs && current?.customerNumber !== owner.customerNumber;
  const previousOwner = moves ? await scene.store.byCustomerNumber(current.customerNumber) : undefined;
  const decision = decideUpdateEcard({
    owner,
    previousOwner,
    fields: ecardFieldsFrom(input),
    current,
    now: scene.now,
  });
  return { decision, answer: () => toEcardResponse(decision) };
};
