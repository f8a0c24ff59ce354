import type { CustomerPreferenceResponse } from '@profiles/contracts';
import { type PreferenceDefinition, type Profile, preferenceOf } from '@profiles/domain';
import { writable } from '../loading/visibility.js';
import type { Committed, Scene } from '../pipeline/use-case.js';
import { definitionsOf, preferenceResponseOf } from '../responses/customer-response.js';

/** What the rules about some preferences of one customer ask for. */
export async function preferenceScene(
  scene: Scene,
  { customerNumber, named }: { customerNumber: number; named: readonly { preferenceId: number }[] },
) {
  const profile = await writable(scene, customerNumber);
  const definitions = [...(await definitionsOf(scene, named)).values()];
  return { profile, definitions, now: scene.now };
}

/** The answer of a write of one preference. */
export function toPreferenceResponse(
  { profile, definitions }: { profile: Profile; definitions: readonly PreferenceDefinition[] },
  preferenceId: number,
) {
  return (committed: Committed): { value: CustomerPreferenceResponse } => {
    const after = committed(profile);
    const preference = preferenceOf(after, preferenceId);
    if (preference === undefined) throw new Error('The decision wrote no such preference.');
    const byId = new Map(definitions.map((definition) => [definition.id, definition]));
    return { value: preferenceResponseOf(preference, { profile: after, definitions: byId }) };
  };
}
