import type { CustomerPreferenceResponse } from '@profiles/contracts';
import { type PreferenceDefinition, type Profile, preferenceOf } from '@profiles/domain';
import { writable } from '../loading/visibility.js';
import type { Committed, UseCaseContext } from '../pipeline/use-case.js';
import { definitionsOf, preferenceResponseOf } from '../responses/customer-response.js';
import type { Visible } from '../tenant/visible.js';

/** The input of the rules about some preferences of one customer. */
export async function preferenceRuleInput(
  context: UseCaseContext,
  { customerNumber, named }: { customerNumber: number; named: readonly { preferenceId: number }[] },
) {
  const profile = await writable(context, customerNumber);
  const definitions = [...(await definitionsOf(context, named)).values()];
  return { profile, definitions, now: context.now };
}

/** The response of a write of one preference. */
export function toPreferenceResponse(
  { profile, definitions }: { profile: Visible<Profile>; definitions: readonly Visible<PreferenceDefinition>[] },
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
