import type { Import, RowOutcome } from '@profiles/client';
import type { FieldError } from '@profiles/contracts/calls';
import type { FileBatch } from './file-row';

/** Why the service refused a row. */
export type Refusal = Pick<
  NonNullable<RowOutcome['problem']>,
  'errorCode' | 'errors' | 'shortEnglish' | 'shortNorwegian'
>;

/** A row that was refused, with its reasons. Its cells are in the file. */
export interface RefusedRow {
  readonly line: number;
  /** Why the service refused it. Absent for a line that could not be read and was not sent. */
  readonly problem?: Refusal;
  /** Why it could not be read. */
  readonly errors?: readonly FieldError[];
}

/** The outcome of a row that was sent. */
export interface SentRow {
  readonly outcome: RowOutcome['outcome'];
  readonly problem?: Refusal;
}

/** The outcome of the rows so far. */
export interface SentFile {
  readonly importId: string;
  readonly counts: Import['counts'];
  readonly refused: readonly RefusedRow[];
  /** How much of the file has been sent, from 0 to 1. */
  readonly progress: number;
}

/** An import of which no row has been sent. */
export function noneSent(importId: string): SentFile {
  const counts = { created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0 };
  return { importId, counts, refused: [], progress: 0 };
}

/** The state after one more batch, with the outcomes of its rows. */
export function withBatch(sent: SentFile, batch: FileBatch, outcomes: readonly SentRow[]): SentFile {
  const counts = { ...sent.counts };
  counts.refused += batch.unreadable.length;
  const refused: RefusedRow[] = batch.unreadable.map(({ line, errors }) => ({ line, errors }));
  for (const [index, { outcome, problem }] of outcomes.entries()) {
    counts[outcome] += 1;
    if (outcome === 'refused') refused.push({ line: batch.rows[index]?.line ?? 0, ...(problem && { problem }) });
  }
  refused.sort((one, other) => one.line - other.line);
  return {
    ...sent,
    counts,
    refused: sent.refused.concat(refused),
    progress: batch.read,
  };
}

/** Keeps what is shown of refusals, each of them once: most rows of a large file are refused for the same few reasons. */
export function sharedRefusals(): (outcome: RowOutcome) => SentRow {
  const known = new Map<string, Refusal>();
  return ({ outcome, problem }) => {
    if (problem === undefined) return { outcome };
    const { errorCode, errors, shortEnglish, shortNorwegian } = problem;
    const refusal = { errorCode, shortEnglish, shortNorwegian, ...(errors !== undefined && { errors }) };
    const key = JSON.stringify(refusal);
    if (!known.has(key)) known.set(key, refusal);
    return { outcome, problem: known.get(key) ?? refusal };
  };
}
