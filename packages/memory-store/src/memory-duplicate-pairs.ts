import type { Commit, DuplicatePairs } from '@profiles/application';
import { changesPairs, comparePairs, type DuplicatePair, type Profile, searchTermsOf } from '@profiles/domain';

/** The pairs of likely duplicates, in memory. */
export interface MemoryDuplicatePairs extends DuplicatePairs {
  /** Marks the profiles that a commit changed, and forgets those that it removed. */
  committed(commit: Commit): void;
}

/** @param profilesOf - all profiles of an organisation */
export function memoryDuplicatePairs(profilesOf: (organisationId: number) => readonly Profile[]): MemoryDuplicatePairs {
  const due = new Map<number, Set<number>>();
  const maintained = new Set<number>();
  let pairs: (DuplicatePair & { readonly organisationId: number })[] = [];
  const dueOf = (organisationId: number) => {
    const numbers = due.get(organisationId) ?? new Set();
    due.set(organisationId, numbers);
    return numbers;
  };
  const remove = (numbers: ReadonlySet<number>) => {
    pairs = pairs.filter(({ first, second }) => !numbers.has(first) && !numbers.has(second));
  };
  return {
    committed: ({ profiles, changes }) => {
      for (const { customerNumber, organisationId, fields } of changes) {
        if (customerNumber !== undefined && changesPairs(fields)) dueOf(organisationId).add(customerNumber);
      }
      remove(new Set(profiles.flatMap(({ before, after }) => (after ? [] : (before?.customerNumber ?? [])))));
    },
    maintained: async () => [...maintained],
    begin: async (organisationId) => {
      maintained.add(organisationId);
    },
    list: async (organisationId, { minScore, limit, after }) =>
      pairs
        .filter((pair) => pair.organisationId === organisationId && pair.score >= minScore)
        .filter((pair) => after === undefined || comparePairs(pair, { ...after, reasons: [] }) > 0)
        .sort(comparePairs)
        .slice(0, limit)
        .map(({ first, second, score, reasons }) => ({ first, second, score, reasons })),
    due: async (organisationId, limit) => {
      const customerNumbers = [...dueOf(organisationId)].slice(0, limit);
      // A change while the pairs are determined marks its profile again.
      for (const number of customerNumbers) dueOf(organisationId).delete(number);
      return { customerNumbers, receipt: undefined };
    },
    holdersOf: async (organisationId, terms, limit) => {
      const wanted = new Set(terms);
      const isHolder = (profile: Profile) => searchTermsOf(profile).some((term) => wanted.has(term));
      return profilesOf(organisationId).filter(isHolder).slice(0, limit);
    },
    settle: async (organisationId, { customerNumbers }, found) => {
      remove(new Set(customerNumbers));
      pairs.push(...found.map((pair) => ({ ...pair, organisationId })));
    },
  };
}
