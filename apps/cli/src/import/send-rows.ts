import { OPERATIONS, type RowOutcome } from '@profiles/contracts';
import { type ConvertedRecord, columnOf, type OpenFile, type ReadPlan } from '@profiles/import-formats';
import type { RestService } from '../rest-service.js';
import { BatchesInFlight } from './batches-in-flight.js';
import type { LinkedRow, MergeLinks } from './merge-links.js';
import type { Progress } from './progress.js';
import type { RefusedReport, RefusedRow } from './refused-report.js';
import { type RowBatch, rowBatches } from './row-batches.js';
import { haveInCommon, valuesOf } from './row-values.js';
import type { Survey } from './survey.js';

/**
 * The most batches in flight. The service decides the rows of one while it writes those of another; with more than three
 * senders their commits would meet in the counters of the import.
 */
const MAX_IN_FLIGHT = 3;

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
  /** Whether rows can change customers that exist. */
  readonly updates: boolean;
  /** The batches that an earlier run has sent. */
  readonly sentBatches: number;
  /** Called when the outcomes of a batch are known and reported. */
  onBatch(state: { readonly batches: number; readonly rows: number; readonly reportLength: number }): Promise<void>;
}

/** The outcome of a batch. */
interface BatchResult {
  readonly batches: number;
  readonly rows: number;
  readonly accepted: readonly AcceptedOutcome[];
  readonly refused: readonly RefusedRow[];
}

type AcceptedOutcome = Exclude<RowOutcome['outcome'], 'refused'>;

/**
 * Sends the rows of a file, batch by batch, and reports the refused ones. Several batches are in flight as long as no outcome
 * can depend on another: an update can free a value that a later row takes, so updates are sent one batch after another.
 */
export async function sendRows(parts: SendingParts): Promise<OutcomeCounts> {
  const counts: OutcomeCounts = { created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0 };
  const { report, progress } = parts;
  const inFlight = new BatchesInFlight<SentBatch, BatchResult>({
    max: parts.updates ? 1 : MAX_IN_FLIGHT,
    dependsOn: (batch, earlier) => batch.pass !== earlier.pass || haveInCommon(batch.values, earlier.values),
    async onResult({ batches, rows, accepted, refused }) {
      for (const outcome of accepted) counts[outcome] += 1;
      counts.refused += refused.length;
      await report.add(refused.filter(({ isToldElsewhere }) => isToldElsewhere !== true));
      await parts.onBatch({ batches, rows, reportLength: report.length });
      progress.at(rows);
    },
  });
  let batches = 0;
  let rows = 0;
  for await (const batch of rowBatches(parts.open, parts.plan, parts.survey)) {
    batches += 1;
    rows += batch.rows.length;
    if (batches <= parts.sentBatches) {
      progress.at(rows);
      continue;
    }
    const end = { batches, rows };
    await inFlight.send({ pass: batch.pass, values: valuesOf(batch.rows) }, async () => ({
      ...end,
      ...(await sendBatch(parts, batch)),
    }));
  }
  await inFlight.end();
  return counts;
}

interface SentBatch {
  readonly pass: number;
  readonly values: ReturnType<typeof valuesOf>;
}

async function sendBatch(parts: SendingParts, batch: RowBatch): Promise<Pick<BatchResult, 'accepted' | 'refused'>> {
  const refused: RefusedRow[] = batch.faulty.map((record) => ({ record, reasons: reasonsOf(record) }));
  const accepted: AcceptedOutcome[] = [];
  const linked = await parts.links.linked(batch.rows);
  for (const row of linked) if ('reason' in row) refused.push(withoutSurvivor(row));
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
        accepted.push(outcome.outcome);
        parts.links.accepted(record);
      } else refused.push({ record, reasons: refusalOf(outcome, record, parts.plan) });
    }
  }
  return { accepted, refused: refused.sort((one, other) => one.record.line - other.record.line) };
}

/** The survivor of a record that was made of its survivor's row was refused, and its row is mended for both. */
function withoutSurvivor({ record, reason }: Extract<LinkedRow, { reason: string }>): RefusedRow {
  return { record, reasons: [reason], isToldElsewhere: record.isOfSurvivor === true };
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
function refusalOf({ problem }: RowOutcome, { columns }: ConvertedRecord, { mapping }: ReadPlan): string[] {
  if (problem === undefined) return ['The service refused the row without a reason.'];
  const errors = problem.errors ?? [];
  if (errors.length === 0) return [`${problem.detail} (error ${problem.errorCode})`];
  return errors.map(({ path, message }) => `${columnOf(path, { mapping, cells: columns })}: ${message}`);
}
