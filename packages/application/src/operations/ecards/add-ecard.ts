import { OPERATIONS } from '@profiles/contracts';
import { decideAddEcard } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { ecardFieldsFrom, toEcardResponse } from '../../responses/ecard-response.js';
import { decide } from '../../tenant/decide.js';

export const addEcard = mutation(OPERATIONS.ecards.add, async (input, context) => {
  const owner = await writable(context, input.customerNumber);
  const [isHeld, currentEcards] = await Promise.all([
    context.store.isEcardHeld(input.ecardOperator, input.ecardNumber),
    context.store.countCurrentEcards(owner),
  ]);
  const decision = decide(decideAddEcard, {
    owner,
    fields: ecardFieldsFrom(input),
    isHeld,
    currentEcards,
    id: context.ids.uuid(),
    now: context.now,
  });
  return { decision, respond: () => toEcardResponse(decision) };
});
