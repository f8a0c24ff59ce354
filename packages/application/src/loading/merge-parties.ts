import type { MergeProfiles } from '@profiles/domain';
import type { Scene } from '../pipeline/use-case.js';
import { checkVersion, seenAlive } from './visibility.js';

/** Which two profiles are to become one. */
interface Numbers {
  readonly source: number;
  readonly target: number;
}

/** The two profiles of a merge or a connect, with all that the rule about them asks for. If-Match is about the target. */
export async function mergeParties(scene: Scene, numbers: Numbers): Promise<MergeProfiles> {
  const parties = await partiesToPreview(scene, numbers);
  checkVersion(scene, parties.target);
  return parties;
}

/** The same for a look ahead, for which no version can be the wrong one. */
export async function partiesToPreview(scene: Scene, numbers: Numbers): Promise<MergeProfiles> {
  const { store, now } = scene;
  const target = await seenAlive(scene, await store.byCustomerNumber(numbers.target));
  const source = await seenAlive(scene, await store.byCustomerNumber(numbers.source));
  return {
    source: source.asked,
    target: target.asked,
    leadsTo: { source: source.survivor.customerNumber, target: target.survivor.customerNumber },
    sourceEcards: await store.ecardsOf(source.asked.customerNumber),
    now,
  };
}
