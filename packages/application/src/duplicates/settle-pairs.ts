import {
  type DuplicatePair,
  duplicateSearches,
  isMerged,
  type Profile,
  pairsWith,
  searchTermsOf,
} from '@profiles/domain';
import { duplicateCandidates, MAX_SHARED_BY } from '../loading/duplicate-candidates.js';
import type { ProfileStore } from '../ports/profile-store.js';

/** Customers whose pairs are determined together. */
const BATCH_SIZE = 200;
/** Profiles that are read for one batch. With more, each customer of the batch is compared by itself. */
const MAX_HOLDERS = 5_000;

/**
 * Determines the pairs of one batch of customers whose pairs are due. The work is bounded, whatever the number of profiles.
 * Returns whether more are due.
 */
async function settlePairs(store: ProfileStore, organisationId: number): Promise<boolean> {
  const due = await store.duplicatePairs.due(organisationId, BATCH_SIZE);
  if (due.customerNumbers.length === 0) return false;
  const profiles = (await store.byCustomerNumbers(due.customerNumbers, organisationId)).filter(canHavePairs);
  const pairs = new Map<string, DuplicatePair>();
  for (const [profile, candidates] of await candidatesOf(store, organisationId, profiles)) {
    for (const pair of pairsWith(profile, candidates)) pairs.set(`${pair.first}:${pair.second}`, pair);
  }
  await store.duplicatePairs.settle(organisationId, due, [...pairs.values()]);
  return true;
}

function canHavePairs(profile: Profile): boolean {
  return profile.status !== 'D' && !isMerged(profile);
}

type Candidates = readonly (readonly [Profile, readonly Profile[]])[];

async function candidatesOf(
  store: ProfileStore,
  organisationId: number,
  profiles: readonly Profile[],
): Promise<Candidates> {
  const alone = () =>
    Promise.all(profiles.map(async (profile) => [profile, await duplicateCandidates(store, profile)] as const));
  const shared = new Map(profiles.map((profile) => [profile, sharedTermsOf(profile)]));
  const terms = [...new Set([...shared.values()].flat())];
  if (terms.length === 0) return [];
  const holders = await store.duplicatePairs.holdersOf(organisationId, terms, MAX_HOLDERS);
  if (holders.length === MAX_HOLDERS) return alone();
  const byTerm = holdersByTerm(holders, new Set(terms));
  const isCommon = (term: string) => (byTerm.get(term)?.length ?? 0) > MAX_SHARED_BY;
  if (terms.some(isCommon)) return alone();
  return [...shared].map(([profile, own]) => [profile, own.flatMap((term) => byTerm.get(term) ?? [])] as const);
}

function sharedTermsOf(profile: Profile): string[] {
  return duplicateSearches(profile).map(({ shared: { kind, text } }) => `${kind}:${text}`);
}

function holdersByTerm(holders: readonly Profile[], terms: ReadonlySet<string>): Map<string, Profile[]> {
  const byTerm = new Map<string, Profile[]>();
  for (const holder of holders) {
    for (const term of searchTermsOf(holder)) {
      if (terms.has(term)) byTerm.set(term, [...(byTerm.get(term) ?? []), holder]);
    }
  }
  return byTerm;
}

/** Batches that one call settles: the pairs of 2 000 customers. The rest waits for {@link maintainPairs}. */
const MAX_BATCHES_OF_CALL = 10;

/** Settles pairs of an organisation that are due, as many as one call can. */
export async function settlePairsForCall(store: ProfileStore, organisationId: number): Promise<void> {
  await store.duplicatePairs.begin(organisationId);
  for (let batch = 0; batch < MAX_BATCHES_OF_CALL; batch += 1) {
    if (!(await settlePairs(store, organisationId))) return;
  }
}

/** Settles one batch for each organisation whose duplicates are listed. Returns whether there was any work. */
export async function maintainPairs(store: ProfileStore): Promise<boolean> {
  let worked = false;
  for (const organisationId of await store.duplicatePairs.maintained()) {
    worked = (await settlePairs(store, organisationId)) || worked;
  }
  return worked;
}
