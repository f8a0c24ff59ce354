import type { MergeOptions, MergeProfiles } from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { AllVisible } from '../tenant/visible.js';
import { checkVersion, requireActive } from './visibility.js';

/** The customer numbers of the two parties of a merge, and the caller's choices about it. */
interface MergeInput {
  readonly source: number;
  readonly target: number;
  readonly options: { readonly [K in keyof MergeOptions]: MergeOptions[K] | undefined };
}

/** The input of the merge rules, loaded within the tenant. */
export type MergeParties = AllVisible<MergeProfiles>;

/**
 * Loads the two profiles of a merge or a connect with everything the rules need. `If-Match` refers to the target.
 * @throws ProfilesError 617, 412
 */
export async function mergeParties(context: UseCaseContext, input: MergeInput): Promise<MergeParties> {
  const parties = await partiesToPreview(context, input);
  checkVersion(context, parties.target);
  return parties;
}

/**
 * Loads the same for a preview, which has no version to check.
 * @throws ProfilesError 617
 */
export async function partiesToPreview({ store, now }: UseCaseContext, input: MergeInput): Promise<MergeParties> {
  const target = requireActive(await store.byCustomerNumber(input.target));
  const source = requireActive(await store.byCustomerNumber(input.source));
  const { fillBlanks, take } = input.options;
  const sourceEcards = await store.ecardsOf(source.requested);
  return {
    source: source.requested,
    target: target.requested,
    leadsTo: { source: source.survivor.customerNumber, target: target.survivor.customerNumber },
    sourceEcards,
    targetCurrentEcards: sourceEcards.length > 0 ? await store.countCurrentEcards(target.requested) : 0,
    options: { ...(fillBlanks !== undefined && { fillBlanks }), ...(take !== undefined && { take }) },
    now,
  };
}
