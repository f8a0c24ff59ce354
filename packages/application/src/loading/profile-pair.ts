import type { Profile } from '@profiles/domain';
import { refusalOfWrite } from '@profiles/domain';
import { errorOf } from '../pipeline/rejections.js';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { Visible } from '../tenant/visible.js';
import { requireActive, writable } from './visibility.js';

/**
 * The two profiles of a mark. Both may be written to. [REDIR-4]
 * @throws ProfilesError 617 unknown or deactivated, 412 when the first is in another version than the caller saw, 601 merged
 */
export async function profilePair(
  context: UseCaseContext,
  input: { readonly customerNumber: number; readonly otherCustomerNumber: number },
): Promise<{ profile: Visible<Profile>; other: Visible<Profile> }> {
  const other = requireActive(await context.store.byCustomerNumber(input.otherCustomerNumber));
  const profile = await writable(context, input.customerNumber);
  const refusal = refusalOfWrite(other.requested, other.survivor);
  if (refusal) throw errorOf(refusal);
  return { profile, other: other.requested };
}
