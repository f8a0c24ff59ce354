import { type Commit, withoutPerson } from '@profiles/application';
import type { ClientSession } from 'mongodb';
import type { Collections } from '../schema/collections.js';
import type { ChangeDocument } from '../schema/documents.js';

/**
 * [ERASE-1] Removes the data of erased or purged customers outside their profiles, and inserts the proof. A commit that
 * removes no profile does nothing here.
 */
export async function removeTraces(
  collections: Collections,
  { profiles, ecards, erasure }: Commit,
  session: ClientSession,
): Promise<void> {
  const $in = profiles.flatMap(({ before, after }) => (after ? [] : (before?.customerNumber ?? [])));
  // One person is erased at a time, and a person belongs to one organisation.
  const organisationId = profiles[0]?.before?.organisationId;
  if ($in.length === 0 || organisationId === undefined) return;
  const { credentials, changes, accesses, idempotency, erasures, duplicatePairs, importImages } = collections;
  await duplicatePairs.deleteMany({ organisationId, members: { $in } }, { session });
  const removed = {
    profiles: $in.length,
    ecards: ecards.filter(({ after }) => after === undefined).length,
    credentials: (await credentials.deleteMany({ organisationId, _id: { $in } }, { session })).deletedCount,
    changes: (await changes.deleteMany({ organisationId, customerNumber: { $in } }, { session })).deletedCount,
    changesOfOthers: await removeValuesFrom({ organisationId, gone: $in }, changes, session),
    accesses: (await accesses.deleteMany({ customerNumber: { $in } }, { session })).deletedCount,
    idempotency: (await idempotency.deleteMany({ customerNumbers: { $in } }, { session })).deletedCount,
    importImages: (await importImages.deleteMany({ organisationId, about: { $in } }, { session })).deletedCount,
  };
  await collections.importRehearsals.deleteMany({ organisationId, customerNumber: { $in } }, { session });
  if (erasure === undefined) return;
  // [IMPORT-1] Numbers and uuids that rows gave are never given again.
  const uuids = profiles.flatMap(({ before, after }) => (after ? [] : (before?.uuid ?? [])));
  await collections.givenNames.updateMany(
    { _id: { $in: [...$in, ...uuids] } },
    { $set: { isSpent: true } },
    { session },
  );
  const { id, ...proof } = erasure;
  await erasures.insertOne({ _id: id, ...proof, removed }, { session });
}

/**
 * Removes the values that came from these profiles from the history of other profiles. The records stay. Returns the number
 * of records that were changed.
 */
async function removeValuesFrom(
  { organisationId, gone }: { readonly organisationId: number; readonly gone: readonly number[] },
  changes: Collections['changes'],
  session: ClientSession,
): Promise<number> {
  const found = await changes
    .aggregate<ChangeDocument>([{ $match: { alsoAbout: { $in: [...gone] } } }, { $match: { organisationId } }], {
      session,
    })
    .toArray();
  for (const change of found) {
    const { fields, alsoAbout } = withoutPerson(change, gone);
    const update =
      alsoAbout === undefined
        ? { $set: { fields }, $unset: { alsoAbout: 1 as const } }
        : { $set: { fields, alsoAbout } };
    await changes.updateOne({ _id: change._id }, update, { session });
  }
  return found.length;
}
