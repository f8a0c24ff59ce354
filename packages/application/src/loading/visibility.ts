import { ProfilesError } from '@profiles/contracts';
import { type Profile, type ProfileHead, refusalOfWrite } from '@profiles/domain';
import { errorOf } from '../pipeline/rejections.js';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { Found, Visible } from '../tenant/visible.js';

/**
 * The result of a lookup that must have found a profile.
 * @throws ProfilesError 617, the same for an unknown profile and for one of another organisation
 */
export function requireFound<P extends ProfileHead>(found: Found<P> | undefined): Found<P> {
  if (found === undefined) throw notFound();
  return found;
}

/**
 * The same without deactivated profiles, unless they are asked for. [DEL-1] [REDIR-3]
 * @throws ProfilesError 617
 */
export function requireActive<P extends ProfileHead>(
  found: Found<P> | undefined,
  includeDeleted: boolean | null | undefined = false,
): Found<P> {
  const { survivor } = requireFound(found);
  if (survivor.status === 'D' && !includeDeleted) throw notFound();
  return found as Found<P>;
}

/** The profile that data below a number is read from: the survivor, which is not deactivated. [REDIR-4] */
export async function readable({ store }: UseCaseContext, customerNumber: number): Promise<Visible<Profile>> {
  return requireActive(await store.byCustomerNumber(customerNumber)).survivor;
}

/**
 * The profile that a write is about.
 * @throws ProfilesError 617 unknown or deactivated, 412 in another version than the caller saw, 601 merged
 */
export async function writable(context: UseCaseContext, customerNumber: number): Promise<Visible<Profile>> {
  const { requested, survivor } = requireActive(await context.store.byCustomerNumber(customerNumber));
  checkVersion(context, requested);
  const refusal = refusalOfWrite(requested, survivor);
  if (refusal) throw errorOf(refusal);
  return requested;
}

/**
 * Compares the current revision with the `If-Match` of the call.
 * @throws ProfilesError 412 when the header names other revisions
 */
export function checkVersion({ call }: UseCaseContext, profile: Pick<Profile, 'revision'>): void {
  const { ifMatch } = call;
  if (ifMatch === undefined || ifMatch.includes(profile.revision)) return;
  throw new ProfilesError(412, { detail: 'If-Match does not name the current revision of the profile.' });
}

/** Without a detail, the error is one about a customer. */
export function notFound(details: { readonly detail?: string } = {}): ProfilesError {
  return new ProfilesError(617, details);
}
