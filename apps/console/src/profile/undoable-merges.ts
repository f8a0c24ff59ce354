import type { CustomerResponse, ProfileChange } from '@profiles/client';

const MERGES: readonly string[] = ['merge-profiles', 'connect-profile'];

type Survivor = Pick<CustomerResponse, 'customerNumber' | 'relatedCustomerNumbers'>;

/**
 * Which entries of a time line, by their index, are merges that can be undone: those that merged a profile into this very
 * customer, the latest of each profile, unless it has been undone.
 */
export function undoableMerges(
  changes: readonly ProfileChange[],
  { customerNumber, relatedCustomerNumbers = [] }: Survivor,
): ReadonlySet<number> {
  const latest = new Map<number, number>();
  for (const [index, { customerNumber: source, operation, fields }] of changes.entries()) {
    const isMergedHere =
      MERGES.includes(operation) &&
      fields.some(({ field, after }) => field === 'parentId' && Number(after) === customerNumber);
    if (isMergedHere && relatedCustomerNumbers.includes(source) && !latest.has(source)) latest.set(source, index);
  }
  return new Set(latest.values());
}
