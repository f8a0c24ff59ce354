import type { Commit } from '@profiles/application';
import { withinDeadline } from '../driver/driver-errors.js';
import type { Collections } from '../schema/collections.js';

/**
 * [ERASE-1] Commits, and then removes what calls that ran beside an erasure have stored about its customers. The erasure does
 * not see a record that was written while it ran. So it looks again when it has ended, and each such call looks whether its
 * customers are still there when it has written: of the two, the later one sees the other.
 */
export function removingLateTraces(
  collections: Pick<Collections, 'profiles' | 'accesses' | 'idempotency'>,
  commit: (made: Commit) => Promise<void>,
): (made: Commit) => Promise<void> {
  return async (made) => {
    await commit(made);
    // The commit has succeeded, so that a failure here is none of the call. The record of a response ends after a day.
    await withinDeadline(() => removeFor(collections, made)).catch(() => {});
  };
}

async function removeFor(
  collections: Pick<Collections, 'profiles' | 'accesses' | 'idempotency'>,
  { profiles, idempotency }: Commit,
): Promise<void> {
  const removed = profiles.flatMap(({ before, after }) => (after ? [] : (before?.customerNumber ?? [])));
  if (removed.length > 0) {
    await collections.accesses.deleteMany({ customerNumber: { $in: removed } });
    await collections.idempotency.deleteMany({ customerNumbers: { $in: removed } });
  }
  if (idempotency === undefined) return;
  // A customer that this commit wrote was there.
  const written = new Set(profiles.map(({ before, after }) => (after ?? before)?.customerNumber));
  const read = idempotency.customerNumbers.filter((number) => !written.has(number));
  const gone = await goneAmong(collections.profiles, read);
  if (gone.length === 0) return;
  await collections.idempotency.deleteOne({ organisationId: idempotency.organisationId, _id: idempotency.id });
}

/** The customers among these that are not stored any more. */
export async function goneAmong(
  profiles: Collections['profiles'],
  customerNumbers: readonly number[],
): Promise<number[]> {
  if (customerNumbers.length === 0) return [];
  const found = await profiles.find({ _id: { $in: [...customerNumbers] } }, { projection: { _id: 1 } }).toArray();
  const stored = new Set(found.map(({ _id }) => _id));
  return customerNumbers.filter((number) => !stored.has(number));
}
