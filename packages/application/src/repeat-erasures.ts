import { isMerged, type Profile } from '@profiles/domain';
import { eraseInParts } from './erase-in-parts.js';
import { commitFrom } from './pipeline/commit-from.js';
import type { Clock } from './ports/clock.js';
import type { Ids } from './ports/ids.js';
import type { ProfileReader, ProfileStore } from './ports/profile-store.js';

/** The ports of the repetition of erasures. */
export interface ErasureRun {
  readonly store: ProfileStore;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The id of the run in events and proofs. */
  readonly correlationId: string;
  /**
   * Erases nothing and reports what would happen.
   * @defaultValue false
   */
  readonly dryRun?: boolean;
}

/** An erasure that can't be repeated without erasing another person, so an operator decides. */
export interface UndecidedErasure {
  readonly customerNumber: number;
  readonly reason: string;
}

/** The outcome of a repetition. */
export interface RepeatedErasures {
  /** The customers that were erased again, each with all that was merged into it. */
  readonly erased: readonly number[];
  /** The customers that do not exist: they were created after the backup, or erased before it. */
  readonly absent: readonly number[];
  readonly undecided: readonly UndecidedErasure[];
}

/**
 * [ERASE-1] Repeats erasures in a database that was restored from an older backup. The backup can hold merges that were
 * undone before the erasure. A profile that is not to be erased is never erased with one that is.
 *
 * May be run again after a failure. Run it before callers are let in.
 */
export async function repeatErasures(run: ErasureRun, customerNumbers: readonly number[]): Promise<RepeatedErasures> {
  const wanted = new Set(customerNumbers);
  const plans = await Promise.all([...wanted].map((customerNumber) => planOf(run.store, customerNumber, wanted)));
  const [erased, absent, undecided]: [number[], number[], UndecidedErasure[]] = [[], [], []];
  for (const { customerNumber, person, reason, isAbsent } of plans) {
    if (person !== undefined && !run.dryRun) await erase(run, person);
    if (reason !== undefined) undecided.push({ customerNumber, reason });
    else if (isAbsent) absent.push(customerNumber);
    else erased.push(customerNumber);
  }
  return { erased, absent, undecided };
}

/** The outcome for one number. Without a person and a reason it goes with the survivor of its merge. */
interface Plan {
  readonly customerNumber: number;
  readonly isAbsent: boolean;
  readonly person?: Profile;
  readonly reason?: string;
}

async function planOf(store: ProfileReader, customerNumber: number, wanted: ReadonlySet<number>): Promise<Plan> {
  const profile = await store.byCustomerNumber(customerNumber);
  if (profile === undefined) return { customerNumber, isAbsent: true };
  const plan = { customerNumber, isAbsent: false };
  if (isMerged(profile)) {
    const survivor = await store.survivorOf(customerNumber, profile.organisationId);
    if (survivor !== undefined && wanted.has(survivor.customerNumber)) return plan;
    const reason = `In the backup it is merged into ${survivor?.customerNumber}, which was not erased. Unmerge it first.`;
    return { ...plan, reason };
  }
  const mergedIn = await store.summaries.byCustomerNumbers(profile.relatedCustomerNumbers, profile.organisationId);
  const others = mergedIn.map((one) => one.customerNumber).filter((one) => !wanted.has(one));
  if (others.length === 0) return { ...plan, person: profile };
  return {
    ...plan,
    reason: `In the backup ${others.join(', ')} is merged into it and was not erased. Unmerge it first.`,
  };
}

async function erase({ store, clock, ids, correlationId }: ErasureRun, person: Profile): Promise<void> {
  const { organisationId: callerOrganisationId } = person;
  const cause = { cause: 'erase-profile', correlationId, clientId: 'after-restore', callerOrganisationId };
  const stamp = { at: clock.now(), changedBy: 'after-restore', changedByChannel: 'after-restore' };
  await eraseInParts(store, person, (changes) => commitFrom(changes, stamp, { ids, cause }).commit);
}
