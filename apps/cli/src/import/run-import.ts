import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { OPERATIONS } from '@profiles/contracts';
import { planReading, type ReadOptions, type ReadPlan } from '@profiles/import-formats';
import { CommandError } from '../exit-codes.js';
import type { RestService } from '../rest-service.js';
import type { Terminal } from '../terminal.js';
import { type InputFile, inputFile } from './input-file.js';
import { type MergeLinks, mergeLinks } from './merge-links.js';
import { progressOf } from './progress.js';
import { reaches, refusedReport, reportOf, runningReportOf, withFinalName } from './refused-report.js';
import { type OutcomeCounts, sendRows } from './send-rows.js';
import { type ImportState, writeState } from './state-file.js';
import { type Survey, survey } from './survey.js';
import { writeWarnings } from './warnings-file.js';
import { written } from './written.js';

/** The settings that an import is created with. */
export interface ImportSettings {
  readonly name?: string | undefined;
  readonly onExisting: 'refuse' | 'skip' | 'update';
  readonly events: 'each' | 'none';
}

/** A file that was read once, and how its rows are read. */
export interface PreparedFile {
  readonly file: InputFile;
  readonly plan: ReadPlan;
  readonly survey: Survey;
  readonly fingerprint: string;
  /** The file with what could not be taken over, when there was some. */
  readonly warningsFile: string | undefined;
}

/** The outcome of a file. */
export interface FileOutcome {
  readonly importId: string;
  readonly dryRun: boolean;
  readonly counts: OutcomeCounts;
  /** The report of refused rows, when there were some. */
  readonly report: string | undefined;
}

/** Recognises and reads a file once: the number of its rows, its own errors and its merged records. */
export async function prepare(path: string, options: ReadOptions): Promise<PreparedFile> {
  const file = await inputFile(path);
  const plan = await planReading(file.open, options);
  const found = await survey(file.open, plan);
  const warningsFile = found.warnings === 0 ? undefined : await writeWarnings(file, plan);
  const { hashes, ...decisive } = plan;
  const hash = createHash('sha256').update(await file.fingerprint());
  hash.update(JSON.stringify({ ...decisive, hashes: hashes.size }));
  return { file, plan, survey: found, fingerprint: hash.digest('hex'), warningsFile };
}

/** Sends all rows of a file to a dry run: nothing is written, and the outcome is that of the import. */
export async function dryRun(
  service: RestService,
  prepared: PreparedFile,
  { settings, terminal }: { settings: ImportSettings; terminal: Terminal },
): Promise<FileOutcome> {
  const { id } = await service.call(OPERATIONS.imports.create, { ...settings, dryRun: true });
  const { path } = prepared.file;
  await withoutReport(path);
  const links = mergeLinks(service, prepared.survey.survivors);
  const updates = settings.onExisting === 'update';
  try {
    const outcome = await send({
      ...{ service, prepared, terminal, importId: id, links, updates, title: 'Dry run', begin: BEGIN },
    });
    await service.call(OPERATIONS.imports.complete, { importId: id });
    return { ...outcome, report: outcome.report && (await withFinalName(outcome.report, path)), dryRun: true };
  } catch (error) {
    // Nothing resumes a dry run.
    await rm(runningReportOf(path, id), { force: true });
    throw error;
  }
}

/** Removes the report of an earlier run of a file. */
async function withoutReport(file: string, report = reportOf(file)): Promise<void> {
  await written(report, () => rm(report, { force: true }));
}

/** How a file is imported after its dry run. */
interface RealRun {
  readonly settings: ImportSettings;
  readonly terminal: Terminal;
  readonly options: Record<string, unknown>;
  /** The dry run, whose report that of the import replaces. */
  readonly rehearsal: FileOutcome;
}

/** Imports a file. The state is kept beside it, so that it can be resumed at any time. */
export async function realRun(
  service: RestService,
  prepared: PreparedFile,
  { settings, terminal, options, rehearsal }: RealRun,
): Promise<FileOutcome> {
  const { id } = await service.call(OPERATIONS.imports.create, { ...settings, dryRun: false });
  const state: ImportState = {
    importId: id,
    url: service.url,
    file: prepared.file.path,
    fingerprint: prepared.fingerprint,
    ...BEGIN,
    isCompleted: false,
    options,
  };
  await writeState(state);
  await withoutReport(prepared.file.path, rehearsal.report);
  return continued(service, prepared, { state, terminal });
}

/** Goes on with an import from its state. */
export async function continued(
  service: RestService,
  prepared: PreparedFile,
  { state, terminal }: { state: ImportState; terminal: Terminal },
): Promise<FileOutcome> {
  if (state.fingerprint !== prepared.fingerprint) {
    throw new CommandError(
      `${prepared.file.path}, its mapping or the options are not those of the import ${state.importId}. Restore them, or take the import back with "profiles import undo ${state.importId}".`,
    );
  }
  if (state.url !== service.url) {
    throw new CommandError(`The import ${state.importId} is one of ${state.url}, not of ${service.url}.`);
  }
  const { importId } = state;
  const links = mergeLinks(service);
  const updates = state.options['onExisting'] === 'update';
  const { outcome, counts } = await resumable(prepared, async () => {
    const outcome = await send({
      ...{ service, prepared, terminal, importId, links, updates, title: 'Import', begin: state, state },
    });
    const { counts } = await service.call(OPERATIONS.imports.complete, { importId });
    await writeState({ ...state, ...outcome.end, isCompleted: true });
    return { outcome, counts };
  });
  // The service counts the rows of all runs of this import; those that were never sent are known here alone.
  const unsent = prepared.survey.rows + prepared.survey.faulty - sumOf(counts);
  const report = outcome.report && (await withFinalName(outcome.report, prepared.file.path));
  return { ...outcome, report, counts: { ...counts, refused: counts.refused + unsent }, dryRun: false };
}

/** Says after a failure how the import goes on. */
async function resumable<T>({ file }: PreparedFile, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const { message, exitCode } = error;
    throw new CommandError(`${message}\nThe import is not done: profiles import resume ${file.path}`, exitCode);
  }
}

const BEGIN = { batches: 0, rows: 0, reportLength: 0 };

function sumOf(counts: OutcomeCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

interface Sending {
  readonly service: RestService;
  readonly prepared: PreparedFile;
  readonly terminal: Terminal;
  readonly importId: string;
  readonly links: MergeLinks;
  /** Whether rows can change customers that exist. */
  readonly updates: boolean;
  readonly title: string;
  readonly begin: typeof BEGIN;
  /** Where it is kept how far the import has come. */
  readonly state?: ImportState;
}

async function send({ service, prepared, terminal, title, begin: known, state, ...sending }: Sending) {
  const { importId } = sending;
  const { file, plan, survey: found } = prepared;
  const path = runningReportOf(file.path, importId);
  // A report that was removed is made again: rows that were sent give the same outcomes and have no effect.
  const begin = (await reaches(path, known.reportLength)) ? known : BEGIN;
  const { delimiter } = plan.columns.length > 0 ? plan.dialect : { delimiter: ';' };
  const report = await refusedReport(path, { columns: found.columns, delimiter, length: begin.reportLength });
  const progress = progressOf(title, found.rows, terminal);
  let end = begin;
  try {
    const counts = await sendRows({
      ...sending,
      ...{ service, open: file.open, plan, survey: found, report, progress },
      sentBatches: begin.batches,
      async onBatch(at) {
        end = at;
        if (state !== undefined) await writeState({ ...state, ...at });
      },
    });
    return { importId, counts, end, report: report.length > 0 ? path : undefined };
  } finally {
    progress.end();
    await report.close();
  }
}
