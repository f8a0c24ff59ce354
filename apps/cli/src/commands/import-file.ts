import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  auth0Key,
  decoded,
  FORMAT_NAMES,
  FORMATS,
  type FormatName,
  jsonLines,
  mappingFile,
  mappingFor,
  planReading,
  type ReadOptions,
  readMapping,
} from '@profiles/import-formats';
import { type Command, Option } from 'commander';
import { CommandError, EXIT } from '../exit-codes.js';
import { inputFile } from '../import/input-file.js';
import {
  dryRun,
  type FileOutcome,
  type ImportSettings,
  type PreparedFile,
  prepare,
  realRun,
} from '../import/run-import.js';
import { tableOf } from '../output.js';
import { type CommandContext, globalsOf, serviceOf } from './context.js';

/** The options of `profiles import <file>`. */
export interface ImportOptions {
  readonly format?: FormatName;
  readonly mapping?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly zone?: string;
  readonly passwordHashes?: string;
  readonly createdBy?: string;
  readonly createdByChannel?: string;
  readonly onExisting: ImportSettings['onExisting'];
  readonly events: ImportSettings['events'];
  readonly name?: string;
  readonly suggestMapping?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** The options that are kept in the state file, for resuming. Paths are absolute: it may be resumed from another directory. */
export interface KeptOptions extends ImportOptions {
  readonly changedBy?: string;
}

const formats = Object.entries(FORMATS).map(([name, text]) => `  ${name.padEnd(11)}${text}`);

/** `import <file>`. */
export function addImportFile(imports: Command, context: CommandContext): void {
  imports
    .command('file <file>', { isDefault: true })
    .description('Import a file: a dry run first, then the import when you confirm it')
    .addOption(new Option('--format <name>', 'format of the file; recognised by default').choices(FORMAT_NAMES))
    .option('--mapping <file>', 'mapping of the columns of a CSV file, in YAML')
    .option('--suggest-mapping', 'print a mapping for the columns of the file, and import nothing')
    .option('--encoding <name>', 'encoding of the file, such as windows-1252; recognised by default')
    .option('--delimiter <character>', 'delimiter of a CSV file; recognised by default')
    .option('--zone <name>', 'time zone of times without an offset in CRM exports', 'Europe/Oslo')
    .option('--password-hashes <file>', 'the export of password hashes that belongs to an Auth0 export of users')
    .option('--created-by <name>', 'author of rows whose file names none', 'profiles-import')
    .option('--created-by-channel <name>', 'channel of rows whose file names none; the format by default')
    .addOption(
      new Option('--on-existing <action>', 'what to do with customers that exist (customerNumber or customerRef)')
        .choices(['refuse', 'skip', 'update'])
        .default('refuse'),
    )
    .addOption(new Option('--events <mode>', 'events of the changes').choices(['each', 'none']).default('each'))
    .option('--name <text>', 'name of the import; the name of the file by default')
    .option('--dry-run', 'end after the dry run')
    .option('-y, --yes', 'import without asking')
    .addHelpText(
      'after',
      `
A file may be compressed with gzip. Formats:
${formats.join('\n')}

Refused rows are reported in <file>.refused.csv with the reason in the column _reason. Mend that file and import it
with the same mapping: it holds the refused rows alone. It is private to your user, as it holds personal data. While an
import runs its id is in the name, and it stays there when another import of the file has ended meanwhile.

Examples:
  $ profiles import customers.csv --suggest-mapping > mapping.yaml
  $ profiles import customers.csv --mapping mapping.yaml --dry-run
  $ profiles import realm-export.json --yes --events none`,
    )
    .action(async (path: string, options: ImportOptions, command: Command) => {
      if (options.suggestMapping) return context.terminal.out(await suggestedMapping(path, options));
      const service = await serviceOf(context, command);
      const prepared = await prepare(path, await readOptionsOf(options));
      const isJson = globalsOf(command).json === true;
      const settings = settingsOf(path, options);
      const { terminal } = context;
      if (!isJson) terminal.note(introduction(prepared));
      const rehearsal = await dryRun(service, prepared, { settings, terminal });
      if (options.dryRun) return report(context, { isJson, outcome: rehearsal, prepared });
      if (!isJson) terminal.note(summaryOf(rehearsal, prepared));
      if (!options.yes && !(await terminal.confirm(`Import ${prepared.survey.rows} rows into ${service.url}?`))) {
        throw new CommandError('Nothing was imported. Confirm the question, or give --yes.', EXIT.usage);
      }
      const kept = keptOptions(options, command);
      const outcome = await realRun(service, prepared, { settings, terminal, options: kept, rehearsal });
      report(context, { isJson, outcome, prepared });
    });
}

function keptOptions(options: ImportOptions, command: Command): Record<string, unknown> {
  const { mapping, passwordHashes: hashes } = options;
  const { changedBy } = globalsOf(command);
  return {
    ...options,
    ...(mapping !== undefined && { mapping: resolve(mapping) }),
    ...(hashes !== undefined && { passwordHashes: resolve(hashes) }),
    ...(changedBy !== undefined && { changedBy }),
  };
}

function settingsOf(path: string, { name, onExisting, events }: ImportOptions): ImportSettings {
  return { name: (name ?? path.split(/[/\\]/).at(-1))?.slice(0, 100), onExisting, events };
}

async function suggestedMapping(path: string, options: ImportOptions): Promise<string> {
  const file = await inputFile(path);
  const plan = await planReading(file.open, { ...options, mapping: { fields: {} }, hashes: undefined });
  if (plan.columns.length === 0) {
    throw new CommandError(`${path} needs no mapping: its format is ${plan.format}.`, EXIT.usage);
  }
  return mappingFile(mappingFor(plan, options.zone)).trimEnd();
}

/** The options as the readers of files take them. */
export async function readOptionsOf(options: ImportOptions): Promise<ReadOptions> {
  const { format, encoding, delimiter, zone, createdBy, createdByChannel } = options;
  return {
    ...{ format, encoding, zone, createdBy, createdByChannel },
    delimiter: delimiter === '\\t' ? '\t' : delimiter,
    mappingFile: options.mapping === undefined ? undefined : readMapping(await textOf(options.mapping)),
    hashes: options.passwordHashes === undefined ? undefined : await passwordHashes(options.passwordHashes),
  };
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CommandError(`There is no mapping file ${path}.`, EXIT.usage);
  });
}

async function passwordHashes(path: string): Promise<ReadonlyMap<string, string>> {
  const file = await inputFile(path);
  const hashes = new Map<string, string>();
  for await (const { value } of jsonLines(decoded(file.open(), 'utf-8'))) {
    const record = (value ?? {}) as Record<string, unknown>;
    const key = auth0Key(record);
    if (key !== undefined && typeof record['passwordHash'] === 'string') hashes.set(key, record['passwordHash']);
  }
  if (hashes.size === 0) throw new CommandError(`${path} has no password hashes of Auth0.`);
  return hashes;
}

function introduction({ plan, survey, file }: PreparedFile): string {
  const form = plan.columns.length > 0 ? `, delimiter ${JSON.stringify(plan.dialect.delimiter)}` : '';
  const told = `${file.path}: ${FORMATS[plan.format]} (${plan.encoding}${form}), ${survey.records} records`;
  const isWithoutUsers = survey.records === 0 && plan.format === 'keycloak';
  return isWithoutUsers
    ? `${told}. The users of a realm may be in files of their own, such as shop-users-0.json.`
    : told;
}

interface Reported {
  readonly isJson: boolean;
  readonly outcome: FileOutcome;
  readonly prepared: PreparedFile;
}

/** Prints what became of a file. The exit code tells whether rows were refused. */
export function report(context: CommandContext, { isJson, outcome, prepared }: Reported): void {
  const { survey, warningsFile } = prepared;
  if (isJson) {
    const { importId, dryRun: isDryRun, counts, report: refusedRows } = outcome;
    const told = { importId, dryRun: isDryRun, records: survey.records, notCustomers: survey.skipped, counts };
    context.terminal.out(
      JSON.stringify({ ...told, refusedRows, warnings: survey.warnings, warningsFile }, undefined, 2),
    );
  } else context.terminal.out(summaryOf(outcome, prepared));
  if (outcome.counts.refused > 0) context.exitWith(EXIT.refusedRows);
}

function summaryOf(
  { importId, dryRun: isDryRun, counts, report: refused }: FileOutcome,
  prepared: PreparedFile,
): string {
  const { survey, warningsFile } = prepared;
  const title = isDryRun ? 'Dry run (nothing was written)' : `Import ${importId}`;
  const lines = [title, tableOf(['outcome', 'rows'], Object.entries(counts))];
  if (survey.skipped > 0) lines.push(`Records that are no customers and were left out: ${survey.skipped}`);
  if (warningsFile !== undefined)
    lines.push(`Fields that are left out of their rows: ${survey.warnings}, see ${warningsFile}`);
  if (counts.refused > 0) lines.push(`Refused rows and their reasons: ${refused}`);
  if (!isDryRun) lines.push(`It can be taken back: profiles import undo ${importId}`);
  return lines.join('\n');
}
