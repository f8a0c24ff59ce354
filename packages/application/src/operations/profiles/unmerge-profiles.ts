import { OPERATIONS } from '@profiles/contracts';
import { decideUnmerge, Rejection } from '@profiles/domain';
import { requireActive, writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';
import { decide } from '../../tenant/decide.js';

export const unmergeProfiles = mutation(OPERATIONS.profiles.unmerge, async (input, context) => {
  const { store, now } = context;
  const target = await writable(context, input.customerNumber);
  const { requested: source } = await requireActive(await store.byCustomerNumber(input.mergedCustomerNumber));
  const targetEcards = await store.ecardsOf(target);
  return {
    decision: decide(decideUnmerge, { source, target, targetEcards, now }),
    respond: (committed) => toProfileResponse(committed(target)),
    // [UNMERGE-1] With any of its keys taken, the source can't be restored.
    onTaken: () => Rejection.RestoreRefused,
  };
});
