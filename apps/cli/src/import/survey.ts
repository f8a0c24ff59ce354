import { type ConvertedRecord, type OpenFile, type ReadPlan, readRows, reportCells } from '@profiles/import-formats';

/** The result of reading a file once, before anything is sent. */
export interface Survey {
  readonly records: number;
  /** Rows that are sent: records that were read and converted without errors. */
  readonly rows: number;
  readonly faulty: number;
  readonly skipped: number;
  readonly warnings: number;
  /** The columns of a report of refused rows. */
  readonly columns: readonly string[];
  /** The passes in which the rows are sent: rows of merged profiles come after those of their survivors. */
  readonly passes: number;
  /** The keys of survivors that merged records name. */
  readonly survivors: ReadonlySet<string>;
  /** The pass of a record from 0, or {@link MAX_PASSES} when it is part of a circle. */
  passOf(record: ConvertedRecord): number;
}

/** A chain of merges that is longer is a circle. Its records are refused. */
export const MAX_PASSES = 100;

/** Reads a file once. Of its records nothing is kept but the keys of merged ones. */
export async function survey(open: OpenFile, plan: ReadPlan): Promise<Survey> {
  const counts = { records: 0, rows: 0, faulty: 0, skipped: 0, warnings: 0 };
  const columns = new Set<string>(plan.columns);
  const into = new Map<string, string>();
  for await (const record of readRows(open, plan)) {
    counts.records += 1;
    counts.warnings += record.warnings.length;
    if (record.skipped !== undefined) counts.skipped += 1;
    else if (isSent(record)) counts.rows += 1;
    else counts.faulty += 1;
    if (plan.columns.length === 0) for (const name of Object.keys(reportCells(record))) columns.add(name);
    const link = mergeOf(record);
    if (link !== undefined && isSent(record)) into.set(link.key, link.into);
  }
  const { passes, circular } = passesOf(into);
  return {
    ...counts,
    rows: counts.rows - circular,
    faulty: counts.faulty + circular,
    columns: [...columns],
    passes,
    survivors: new Set(into.values()),
    passOf: (record) => passAt(mergeOf(record)?.into, into),
  };
}

/** Whether a record is sent to the service. */
export function isSent({ row, errors, skipped }: ConvertedRecord): boolean {
  return row !== undefined && errors.length === 0 && skipped === undefined;
}

/** The key of a merged record and of its survivor: keys of the file, or customer numbers. */
function mergeOf({ link, row }: ConvertedRecord): { readonly key: string; readonly into: string } | undefined {
  if (link !== undefined) return link;
  const survivor = row?.['mergedInto'];
  return survivor === undefined || survivor === null
    ? undefined
    : { key: String(row?.['customerNumber'] ?? ''), into: String(survivor) };
}

/** The pass of a record from the key of its survivor, or {@link MAX_PASSES} when it is part of a circle. */
function passAt(survivor: string | undefined, into: ReadonlyMap<string, string>): number {
  let pass = 0;
  for (let next = survivor; next !== undefined && pass < MAX_PASSES - 1; next = into.get(next)) pass += 1;
  return pass === MAX_PASSES - 1 ? MAX_PASSES : pass;
}

function passesOf(into: ReadonlyMap<string, string>): { passes: number; circular: number } {
  let passes = 1;
  let circular = 0;
  for (const survivor of into.values()) {
    const pass = passAt(survivor, into);
    if (pass === MAX_PASSES) circular += 1;
    else passes = Math.max(passes, pass + 1);
  }
  return { passes, circular };
}
