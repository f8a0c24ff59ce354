import { OPERATIONS } from '@profiles/contracts';
import { decideUpdateEcard } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { ecardFieldsFrom, toEcardResponse } from '../../responses/ecard-response.js';
import { decide } from '../../tenant/decide.js';

export const updateEcard = mutation(OPERATIONS.ecards.update, async (input, context) => {
  const owner = await writable(context, input.customerNumber);
  const current = await context.store.currentEcard(input.ecardOperator, input.ecardNumber);
  const isOurs = current?.organisationId === owner.organisationId;
  // The card of another organisation needs no further lookup: it takes no longer than a card without an owner.
  const moves = isOurs && current?.customerNumber !== owner.customerNumber;
  const previousOwner = moves ? (await context.store.byCustomerNumber(current.customerNumber))?.requested : undefined;
  const currentEcards = moves ? await context.store.countCurrentEcards(owner) : 0;
  const decision = decide(decideUpdateEcard, {
    owner,
    previousOwner,
    fields: ecardFieldsFrom(input),
    current,
    currentEcards,
    now: context.now,
  });
  return { decision, respond: () => toEcardResponse(decision, current) };
});
