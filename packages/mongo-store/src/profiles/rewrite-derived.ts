import { isDeepStrictEqual } from 'node:util';
import { type Profile, searchTermsOf, sortKeysOf } from '@profiles/domain';
import type { AnyBulkWriteOperation, Db } from 'mongodb';
import { collectionsOf } from '../schema/collections.js';
import { type ProfileDocument, profileFrom } from '../schema/documents.js';
import { NEWEST_SCHEMA_VERSION } from '../schema/schema-version.js';

/** Profiles that are compared, and at most written, at once. */
const BATCH_SIZE = 200;

export interface RewriteProgress {
  readonly seen: number;
  readonly rewritten: number;
}

/**
 * Brings the search terms and sort keys of all profiles up to date, after an update of the software that derives them
 * otherwise. It changes nothing else, and no revision. It may be interrupted and run again, also beside the service: a
 * profile that changes meanwhile is written by the service in the new form.
 */
export async function rewriteDerivedFields(
  db: Db,
  onProgress: (progress: RewriteProgress) => void = () => {},
): Promise<RewriteProgress> {
  const { profiles } = collectionsOf(db);
  const progress = { seen: 0, rewritten: 0 };
  let writes: AnyBulkWriteOperation<ProfileDocument>[] = [];
  const flush = async () => {
    if (writes.length > 0) progress.rewritten += (await profiles.bulkWrite(writes, { ordered: false })).modifiedCount;
    writes = [];
    onProgress({ ...progress });
  };
  for await (const document of profiles.find({}, { batchSize: BATCH_SIZE })) {
    progress.seen += 1;
    const write = rewriteOf(document);
    if (write !== undefined) writes.push(write);
    if (progress.seen % BATCH_SIZE === 0) await flush();
  }
  await flush();
  return progress;
}

/** The change that brings the derived fields of a profile up to date. Undefined when they are. */
export function rewriteOf(document: ProfileDocument): AnyBulkWriteOperation<ProfileDocument> | undefined {
  const profile: Profile = profileFrom(document);
  const [terms, sortKeys] = [searchTermsOf(profile), sortKeysOf(profile)];
  const isUpToDate =
    document.schemaVersion === NEWEST_SCHEMA_VERSION &&
    isDeepStrictEqual(document.terms ?? [], terms) &&
    isDeepStrictEqual(document.sortKeys, sortKeys);
  if (isUpToDate) return undefined;
  const fields = { schemaVersion: NEWEST_SCHEMA_VERSION, sortKeys };
  const filter = { _id: document._id, revision: document.revision };
  const update = terms.length > 0 ? { $set: { terms, ...fields } } : { $set: fields, $unset: { terms: 1 as const } };
  return { updateOne: { filter, update } };
}
