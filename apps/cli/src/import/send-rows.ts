import { OPERATIONS, type RowOutcome } from '@profiles/contracts';
import { type ConvertedRecord, columnOf, type OpenFile, type ReadPlan } from '@profiles/import-formats';
import type { RestService } from '../rest-service.js';
import type { LinkedRow, MergeLinks } from './merge-links.js';
import type { Progress } from './progress.js';
import type { RefusedReport, RefusedRow } from './refused-report.js';
import { type RowBatch, rowBatches } from './row-batches.js';
import type { Survey } from './survey.js';

/** The rows of a command by outcome. Rows that were not sent because of errors count as refused. */
export interface OutcomeCounts {
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  refused: number;
}

/** Everything that sending the rows of a file needs. */
export interface SendingParts {
  readonly service: RestService;
  readonly importId: string;
  readonly open: OpenFile;
  readonly plan: ReadPlan;
  readonly survey: Survey;
  readonly links: MergeLinks;
  readonly report: RefusedReport;
  readonly progress: Progress;
  /** The batches that an earlier run has sent. */
  readonly sentBatches: number;
  /** Called when the outcomes of a batch are known and reported. */
  onBatch(state: { readonly batches: number; readonly rows: number; readonly reportLength: number }): Promise<void>;
}

/** Sends the rows of a file, batch by batch, and reports the refused ones. */
export async function sendRows(parts: SendingParts): Promise<OutcomeCounts> {
  const counts: OutcomeCounts = { created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0 };
  let batches = 0;
  let rows = 0;
  for await (const batch of rowBatches(parts.open, parts.plan, parts.survey)) {
    batches += 1;
    rows += batch.rows.length;
    if (batches > parts.sentBatches) {
      const refused = await sendBatch(parts, batch, counts);
      await parts.report.add(refused);
      await parts.onBatch({ batches, rows, reportLength: parts.report.length });
    }
    parts.progress.at(rows);
  }
  return counts;
}

async function sendBatch(parts: SendingParts, batch: RowBatch, counts: OutcomeCounts): Promise<RefusedRow[]> {
  const refused: RefusedRow[] = batch.faulty.map((record) => ({ record, reasons: reasonsOf(record) }));
  const linked = await parts.links.linked(batch.rows);
  for (const row of linked) if ('reason' in row) refused.push({ record: row.record, reasons: [row.reason] });
  for (const run of runsOf(linked)) {
    const outcomes = await parts.service.call(OPERATIONS.imports.rows, {
      importId: parts.importId,
      firstRow: run[0]?.number ?? 1,
      rows: run.map(({ row }) => row),
    });
    for (const [index, outcome] of outcomes.entries()) {
      const record = run[index]?.record;
      if (record === undefined) continue;
      if (outcome.outcome !== 'refused') {
        counts[outcome.outcome] += 1;
        parts.links.accepted(record);
      } else refused.push({ record, reasons: refusalOf(outcome, parts.plan) });
    }
  }
  counts.refused += refused.length;
  return refused.sort((one, other) => one.record.line - other.record.line);
}

type SentRow = Extract<LinkedRow, { row: unknown }>;

/** A request holds numbers that follow each other. A row that is not sent leaves a gap. */
function runsOf(rows: readonly LinkedRow[]): SentRow[][] {
  const runs: SentRow[][] = [];
  for (const row of rows) {
    if ('reason' in row) continue;
    const last = runs.at(-1);
    if (last?.at(-1)?.number === row.number - 1) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

function reasonsOf({ errors }: ConvertedRecord): string[] {
  return errors.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`));
}

/** All errors of a row, by the columns of its file. */
function refusalOf({ problem }: RowOutcome, plan: ReadPlan): string[] {
  if (problem === undefined) return ['The service refused the row without a reason.'];
  const errors = problem.errors ?? [];
  if (errors.length === 0) return [`${problem.detail} (error ${problem.errorCode})`];
  return errors.map(({ path, message }) => `${columnOf(path, plan.mapping)}: ${message}`);
}
