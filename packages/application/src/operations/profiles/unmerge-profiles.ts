import type { OPERATIONS } from '@profiles/contracts';
import { decideUnmerge, Rejection } from '@profiles/domain';
import { seenAlive, writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';

export const unmergeProfiles: WriteUseCase<typeof OPERATIONS.profiles.unmerge> = async (input, scene) => {
  const { store, now } = scene;
  const target = await writable(scene, input.customerNumber);
  const { asked: source } = await seenAlive(scene, await store.byCustomerNumber(input.mergedCustomerNumber));
  const targetEcards = await store.ecardsOf(target.customerNumber);
  return {
    decision: decideUnmerge({ source, target, targetEcards, now }),
    answer: (committed) => toProfileResponse(committed(target)),
    // [UNMERGE-1] Whatever was taken meanwhile, the source cannot be as it was.
    onTaken: () => Rejection.RestoreRefused,
  };
};
