import type { Import, ImportRow, RowOutcome } from '@profiles/client';
import type { FieldError } from '@profiles/contracts/calls';
import type { Cells, FileBatch } from './file-row';

/** A row that was refused, with its reasons. */
export interface RefusedRow {
  readonly line: number;
  /** Why the service refused it. Absent for a line that could not be read and was not sent. */
  readonly problem?: RowOutcome['problem'];
  /** Why it could not be read. */
  readonly errors?: readonly FieldError[];
  /** The cells of a row of a CSV file. */
  readonly cells?: Cells;
  /** The row of another file, for the report. */
  readonly row?: ImportRow;
}

/** The outcome of the rows so far. */
export interface SentFile {
  readonly importId: string;
  readonly counts: Import['counts'];
  /** The first ones; `counts.refused` is the number of all. */
  readonly refused: readonly RefusedRow[];
  /** How much of the file has been sent, from 0 to 1. */
  readonly progress: number;
}

/** Refused rows that are kept, with their cells. A file with more is mended as a whole rather than row by row. */
export const MAX_REFUSED = 10_000;

/** An import of which no row has been sent. */
export function noneSent(importId: string): SentFile {
  const counts = { created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0 };
  return { importId, counts, refused: [], progress: 0 };
}

/** The state after one more batch, with the outcomes of its rows. */
export function withBatch(sent: SentFile, batch: FileBatch, outcomes: readonly RowOutcome[]): SentFile {
  const counts = { ...sent.counts };
  counts.refused += batch.unreadable.length;
  const refused: RefusedRow[] = [...batch.unreadable];
  for (const [index, { outcome, problem }] of outcomes.entries()) {
    counts[outcome] += 1;
    if (outcome !== 'refused') continue;
    const { line = 0, cells, row } = batch.rows[index] ?? {};
    refused.push({ line, problem, ...(cells === undefined ? row !== undefined && { row } : { cells }) });
  }
  refused.sort((one, other) => one.line - other.line);
  return {
    ...sent,
    counts,
    refused: refused.length === 0 ? sent.refused : [...sent.refused, ...refused].slice(0, MAX_REFUSED),
    progress: batch.read,
  };
}
