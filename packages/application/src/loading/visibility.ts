import { mayActFor, ProfilesError } from '@profiles/contracts';
import { isMerged, type Profile, type ProfileSummary, refusalOfWrite } from '@profiles/domain';
import { errorOf } from '../pipeline/rejections.js';
import type { Scene } from '../pipeline/use-case.js';
import type { Sight } from './lookup-scope.js';

/** A profile that was asked for, and the one that answers. They differ after a merge. */
export interface Found<P extends ProfileSummary = Profile> {
  readonly asked: P;
  readonly survivor: P;
}

/**
 * The organisation wall: to a caller of another organisation a profile does not exist. Every lookup of one profile
 * goes through here, so an unknown profile and a hidden one can't be told apart.
 */
export async function seen<P extends ProfileSummary>(sight: Sight<P>, profile: P | undefined): Promise<Found<P>> {
  if (profile === undefined || !mayActFor(sight.call.caller, profile.organisationId)) throw notFound();
  if (!isMerged(profile)) return foundAsAsked(sight, profile);
  const survivor = await sight.store.survivorOf(profile.customerNumber);
  if (survivor === undefined) throw notFound();
  return found(sight, { asked: profile, survivor });
}

/** A profile that was found as itself. */
export function foundAsAsked<P extends ProfileSummary>(sight: Pick<Sight, 'concerned'>, profile: P): Found<P> {
  return found(sight, { asked: profile, survivor: profile });
}

/** Whoever is found here is whom the call was about: the access log and the kept answers go by it. */
export function found<P extends ProfileSummary>({ concerned }: Pick<Sight, 'concerned'>, pair: Found<P>): Found<P> {
  concerned.add(pair.asked.customerNumber).add(pair.survivor.customerNumber);
  return pair;
}

/** As `seen`, without what is deactivated unless asked for. [DEL-1] */
export async function seenAlive<P extends ProfileSummary>(
  sight: Sight<P>,
  profile: P | undefined,
  includeDeleted = false,
): Promise<Found<P>> {
  const pair = await seen(sight, profile);
  if (pair.survivor.status === 'D' && !includeDeleted) throw notFound();
  return pair;
}

/** The profile that what lies below a number is read from: never a merged one, never a deactivated one. [REDIR-4] */
export async function readable(scene: Scene, customerNumber: number): Promise<Profile> {
  return (await seenAlive(scene, await scene.store.byCustomerNumber(customerNumber))).survivor;
}

/**
 * The profile a write is about: visible, in the version the caller saw (412), and neither deactivated nor merged.
 * Only then do the rules have their say.
 */
export async function writable(scene: Scene, customerNumber: number): Promise<Profile> {
  const { asked, survivor } = await seenAlive(scene, await scene.store.byCustomerNumber(customerNumber));
  checkVersion(scene, asked);
  const refusal = refusalOfWrite(asked, survivor);
  if (refusal) throw errorOf(refusal);
  return asked;
}

/** Refuses (412) a write on another revision than the caller saw. */
export function checkVersion(scene: Scene, profile: Profile): void {
  const { ifMatch } = scene.call;
  if (ifMatch === undefined || ifMatch.includes(profile.revision)) return;
  throw new ProfilesError(412, { detail: 'If-Match does not name the current revision of the profile.' });
}

export function notFound(): ProfilesError {
  return new ProfilesError(617);
}
