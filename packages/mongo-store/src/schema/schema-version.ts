/**
 * The form of documents and events: 1 is that of version 0.1, 2 that of this version. A document without `schemaVersion` has
 * form 1. This version reads both.
 */
export type SchemaVersion = 1 | 2;

/** The newest form that this version writes. */
export const NEWEST_SCHEMA_VERSION: SchemaVersion = 2;

/** The id of the document about the form, in the collection of shared state. */
export const FORMAT = 'format';

/** The form that a document about it names. */
export function schemaVersionOf(document: { readonly schemaVersion?: number } | null | undefined): SchemaVersion {
  return (document?.schemaVersion ?? 1) >= NEWEST_SCHEMA_VERSION ? NEWEST_SCHEMA_VERSION : 1;
}
