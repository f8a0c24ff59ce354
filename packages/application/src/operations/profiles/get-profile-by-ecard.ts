import { OPERATIONS, ProfilesError } from '@profiles/contracts';
import { ecardQueryFrom, ownershipFoundBy } from '@profiles/domain';
import { notFound, requireActive } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/lookup-response.js';

export const getProfileByEcard = query(OPERATIONS.profiles.getByEcard, async (input, context) => {
  const card = ecardQueryFrom(input.ecardNumber);
  // The input schema has refused every other text already.
  if (typeof card === 'string') throw new ProfilesError(628, { detail: `ecardNumber: ${card}` });
  const ownership = ownershipFoundBy(card, await context.store.currentEcardsNumbered(card.ecardNumber));
  if (ownership === 'ambiguous') {
    const detail = 'ecardNumber: cards of two operators have this number; send all sixteen digits.';
    throw new ProfilesError(628, { status: 409, detail });
  }
  if (ownership === undefined) throw notFound();
  const lookups = context.store.showing(input);
  const owner = await lookups.byCustomerNumber(ownership.customerNumber);
  return toLookupResponse(context, await requireActive(owner, input.includeDeleted), input);
});
