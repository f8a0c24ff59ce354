import { setTimeout } from 'node:timers/promises';
import type { AnyBulkWriteOperation, Collection, Db, Document, Filter } from 'mongodb';
import { translating } from '../driver/driver-errors.js';
import { rewriteOf } from '../profiles/rewrite-derived.js';
import { collectionsOf } from '../schema/collections.js';
import type { AccessDocument, ProfileDocument } from '../schema/documents.js';

/** The collection of the progress of migrations. */
export const MIGRATIONS = 'migrations';

/** Documents that are read, and at most written, at once. */
const BATCH_SIZE = 200;

/** The progress of one migration: the documents that it has seen and changed, in this and in earlier runs. */
export interface MigrationProgress {
  readonly name: string;
  readonly seen: number;
  readonly changed: number;
  readonly isDone: boolean;
}

export interface MigrationOptions {
  readonly onProgress?: (progress: MigrationProgress) => void;
  /** Ends the run after the batch in progress. The next run continues behind it. */
  readonly signal?: AbortSignal;
  /** The pause between two batches, in milliseconds, for a database that is busy. @defaultValue 0 */
  readonly pauseMillis?: number;
}

/** Brings documents of earlier versions into the form of this version. It runs beside the apps. */
interface Migration<T extends Document> {
  readonly name: string;
  readonly collection: Collection<T>;
  /** The changes of a batch. A filter names what a process may change meanwhile: that process writes the new form. */
  readonly changesOf: (batch: readonly T[]) => Promise<AnyBulkWriteOperation<T>[]>;
}

interface ProgressDocument {
  readonly _id: string;
  readonly after?: unknown;
  readonly seen: number;
  readonly changed: number;
  readonly isDone: boolean;
}

/**
 * Runs all migrations, one after the other, in batches by id. The position is stored after every batch: a run that was
 * stopped continues there, and one that is done has no effect.
 */
export async function migrate(db: Db, options: MigrationOptions = {}): Promise<readonly MigrationProgress[]> {
  const { profiles, accesses } = collectionsOf(db);
  return [
    await run(db, derivedFields(profiles), options),
    await run(db, organisationsOfAccesses(accesses, profiles), options),
  ];
}

/** Forgets the progress, so that the next run begins anew: after a rollback, whose processes wrote the earlier form. */
export function restartMigrations(db: Db): Promise<unknown> {
  return translating(() => db.collection(MIGRATIONS).deleteMany({}));
}

/** [FIND-1] Search terms and sort keys as this version derives them. */
function derivedFields(collection: Collection<ProfileDocument>): Migration<ProfileDocument> {
  return {
    name: 'derived fields of profiles',
    collection,
    changesOf: async (batch) => batch.flatMap((document) => rewriteOf(document) ?? []),
  };
}

/** The organisation of the customer, which version 0.1 did not write. */
function organisationsOfAccesses(
  collection: Collection<AccessDocument>,
  profiles: Collection<ProfileDocument>,
): Migration<AccessDocument> {
  return {
    name: 'organisations of recorded reads',
    collection,
    changesOf: async (batch) => {
      const lacking = batch.filter(({ organisationId }) => organisationId === undefined);
      const $in = [...new Set(lacking.map(({ customerNumber }) => customerNumber))];
      if ($in.length === 0) return [];
      const found = await profiles.find({ _id: { $in } }, { projection: { organisationId: 1 } }).toArray();
      const organisations = new Map(found.map(({ _id, organisationId }) => [_id, organisationId]));
      return lacking.map(({ _id, customerNumber, callerOrganisationId }) => {
        // Records of a profile go with it. Between the two, the caller's own organisation is the likeliest.
        const organisationId = organisations.get(customerNumber) ?? callerOrganisationId;
        return { updateOne: { filter: { _id } as Filter<AccessDocument>, update: { $set: { organisationId } } } };
      });
    },
  };
}

async function run<T extends Document>(
  db: Db,
  { name, collection, changesOf }: Migration<T>,
  { onProgress, signal, pauseMillis = 0 }: MigrationOptions,
): Promise<MigrationProgress> {
  const records = db.collection<ProgressDocument>(MIGRATIONS);
  let { _id: _name, ...progress } = (await records.findOne({ _id: name })) ?? {
    ...{ _id: name, seen: 0, changed: 0, isDone: false },
  };
  while (!progress.isDone && !signal?.aborted) {
    const following = progress.after === undefined ? {} : { _id: { $gt: progress.after } };
    const filter = following as Filter<T>;
    const batch = (await collection.find(filter).sort({ _id: 1 }).limit(BATCH_SIZE).toArray()) as T[];
    const changes = await changesOf(batch);
    if (changes.length > 0) await collection.bulkWrite(changes, { ordered: false });
    const after = batch.at(-1)?.['_id'] ?? progress.after;
    progress = {
      ...(after !== undefined && { after }),
      seen: progress.seen + batch.length,
      changed: progress.changed + changes.length,
      isDone: batch.length < BATCH_SIZE,
    };
    await records.replaceOne({ _id: name }, progress, { upsert: true });
    onProgress?.({ name, ...progress });
    if (pauseMillis > 0) await setTimeout(pauseMillis);
  }
  const { seen, changed, isDone } = progress;
  return { name, seen, changed, isDone };
}
