import { type ImportResponse, ProfilesError, problemOf, type RowOutcome } from '@profiles/contracts';
import { notFound } from '../loading/visibility.js';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { ImportCounts, ImportRecord, RowRecord } from '../ports/imports.js';

/** The counts of an import without rows. */
export const NO_ROWS: ImportCounts = { created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0 };

/** An import as callers see it. */
export function importResponseOf(record: ImportRecord, counts: ImportCounts): ImportResponse {
  const { id, name, dryRun, onExisting, events, state, createdAt } = record;
  return {
    id,
    ...(name !== undefined && { name }),
    dryRun,
    onExisting,
    events,
    state,
    createdAt,
    counts: { ...counts },
  };
}

/**
 * The import with this id.
 * @throws ProfilesError 617, the same for an unknown import and for one of another organisation
 */
export async function requireImport({ store }: UseCaseContext, id: string): Promise<ImportRecord> {
  const record = await store.imports.find(id);
  if (record === undefined) throw notFound({ detail: 'There is no such import.' });
  return record;
}

/** The outcome of a row as callers see it. */
export function rowOutcomeOf(
  { problem, revision: _internal, ...record }: RowRecord,
  { call }: UseCaseContext,
): RowOutcome {
  if (problem === undefined) return record;
  const { code, ...details } = problem;
  const { errors, ...others } = problemOf(new ProfilesError(code, details), call.correlationId, call.publicUrl);
  return { ...record, problem: { ...others, ...(errors && { errors: [...errors] }) } };
}
