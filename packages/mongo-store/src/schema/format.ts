import type { Collection, Db } from 'mongodb';
import { translating } from '../driver/driver-errors.js';
import type { ProfileDocument } from './documents.js';
import { EVENT_STATE } from './event-state.js';
import { FORMAT, NEWEST_SCHEMA_VERSION, type SchemaVersion, schemaVersionOf } from './schema-version.js';

interface FormatDocument {
  readonly _id: string;
  readonly schemaVersion?: number;
}

/**
 * The form in which processes write. It is kept in the database, so that all processes follow it, and it is raised by
 * `npm run migrate -- --raise` after the last process of version 0.1 has stopped (docs/upgrading.md).
 */
export interface Formats {
  /** 1 for a database of version 0.1, until it is raised. */
  current(): Promise<SchemaVersion>;
  /** Lets all processes write the newest form. Running ones do within a second. */
  raise(): Promise<void>;
  /** Lets all processes write the form of version 0.1 again, before a rollback. */
  lower(): Promise<void>;
}

/** The form as it is kept in MongoDB. */
export function createFormats(db: Db): Formats {
  const documents = db.collection<FormatDocument>(EVENT_STATE);
  const set = (schemaVersion: SchemaVersion) =>
    translating(async () => {
      await documents.updateOne({ _id: FORMAT }, { $set: { schemaVersion } }, { upsert: true });
    });
  return {
    current: () => translating(async () => schemaVersionOf(await documents.findOne({ _id: FORMAT }))),
    raise: () => set(NEWEST_SCHEMA_VERSION),
    lower: () => set(1),
  };
}

/** A database without data has no process of an earlier version: the newest form is written from the start. */
export async function beginFormat(db: Db, profiles: Collection<ProfileDocument>): Promise<void> {
  const documents = db.collection<FormatDocument>(EVENT_STATE);
  if ((await documents.findOne({ _id: FORMAT })) !== null) return;
  const isNew = (await profiles.findOne({}, { projection: { _id: 1 } })) === null;
  const schemaVersion = isNew ? NEWEST_SCHEMA_VERSION : 1;
  await documents.updateOne({ _id: FORMAT }, { $setOnInsert: { schemaVersion } }, { upsert: true });
}
