import { type DuplicatePair, isMerged, type Profile, pairsWith } from '@profiles/domain';
import type { ProfileStore } from '../ports/profile-store.js';
import { candidatesOf } from './candidates.js';

/** Customers whose pairs are determined together. */
const BATCH_SIZE = 200;
/** Batches that one call settles: the pairs of 2 000 customers. The rest waits for {@link maintainPairs}. */
const MAX_BATCHES_OF_CALL = 10;

/** Settles pairs of an organisation that are due, as many as one call can. */
export async function settlePairsForCall(store: ProfileStore, organisationId: number): Promise<void> {
  await store.duplicatePairs.begin(organisationId);
  const common = new Set<string>();
  for (let batch = 0; batch < MAX_BATCHES_OF_CALL; batch += 1) {
    if (!(await settleBatch(store, organisationId, common))) return;
  }
}

/** Settles one batch for each organisation whose duplicates are listed. Returns whether there was any work. */
export async function maintainPairs(store: ProfileStore): Promise<boolean> {
  let worked = false;
  for (const organisationId of await store.duplicatePairs.maintained()) {
    worked = (await settleBatch(store, organisationId, new Set())) || worked;
  }
  return worked;
}

/**
 * Determines the pairs of one batch of customers whose pairs are due. The work is bounded, whatever the number of profiles.
 * Returns whether there was any work.
 */
async function settleBatch(store: ProfileStore, organisationId: number, common: Set<string>): Promise<boolean> {
  const due = await store.duplicatePairs.due(organisationId, BATCH_SIZE);
  if (due.customerNumbers.length === 0) return false;
  const profiles = (await store.byCustomerNumbers(due.customerNumbers, organisationId)).filter(canHavePairs);
  const pairs = new Map<string, DuplicatePair>();
  for (const [profile, candidates] of await candidatesOf({ store, organisationId, common }, profiles)) {
    for (const pair of pairsWith(profile, candidates)) pairs.set(`${pair.first}:${pair.second}`, pair);
  }
  await store.duplicatePairs.settle(organisationId, due, [...pairs.values()]);
  return true;
}

function canHavePairs(profile: Profile): boolean {
  return profile.status !== 'D' && !isMerged(profile);
}
