import type { MergeProfiles } from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { AllVisible } from '../tenant/visible.js';
import { checkVersion, requireActive } from './visibility.js';

/** The customer numbers of the two parties of a merge. */
interface PartyNumbers {
  readonly source: number;
  readonly target: number;
}

/** The input of the merge rules, loaded within the tenant. */
export type MergeParties = AllVisible<MergeProfiles>;

/**
 * Loads the two profiles of a merge or a connect with everything the rules need. `If-Match` refers to the target.
 * @throws ProfilesError 617, 412
 */
export async function mergeParties(context: UseCaseContext, numbers: PartyNumbers): Promise<MergeParties> {
  const parties = await partiesToPreview(context, numbers);
  checkVersion(context, parties.target);
  return parties;
}

/**
 * Loads the same for a preview, which has no version to check.
 * @throws ProfilesError 617
 */
export async function partiesToPreview({ store, now }: UseCaseContext, numbers: PartyNumbers): Promise<MergeParties> {
  const target = requireActive(await store.byCustomerNumber(numbers.target));
  const source = requireActive(await store.byCustomerNumber(numbers.source));
  return {
    source: source.requested,
    target: target.requested,
    leadsTo: { source: source.survivor.customerNumber, target: target.survivor.customerNumber },
    sourceEcards: await store.ecardsOf(source.requested),
    now,
  };
}
