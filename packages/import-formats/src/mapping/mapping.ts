import { parseDocument } from 'yaml';
import { z } from 'zod';
import { isDateFormat } from '../transforms/dates.js';
import { TRANSFORM_NAMES } from '../transforms/transforms.js';
import { isRowField } from './row-fields.js';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const columns = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const columnSource = z
  .strictObject({
    from: columns
      .optional()
      .meta({ description: 'The column, or several: the first one that is not blank counts, unless "join" is given.' }),
    join: z.string().optional().meta({ description: 'Text between the values of several columns.' }),
    constant: scalar.optional().meta({ description: 'A value for every row.' }),
    default: scalar.optional().meta({ description: 'The value of rows in which the columns are blank.' }),
    transform: z.enum(TRANSFORM_NAMES).optional().meta({ description: 'How the text is converted.' }),
    format: z.string().optional().meta({ description: 'Of dates: how they are written, such as dd.mm.yyyy.' }),
    zone: z
      .string()
      .optional()
      .meta({ description: 'Of datetime: the time zone of local times, such as Europe/Oslo.' }),
    country: z
      .string()
      .optional()
      .meta({ description: 'Of telephone and post-code: the country of national values. Default is NO.' }),
    countryFrom: columns
      .optional()
      .meta({ description: 'Of post-code: the column with the country, or several: the first one that is not blank.' }),
    decimal: z.enum([',', '.']).optional().meta({ description: 'Of number: the decimal sign. Default is detected.' }),
    values: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'Of values: each value and its replacement.' }),
  })
  .meta({ id: 'Source' });

/** The form of a mapping file. */
const mappingSchema = z
  .strictObject({
    $schema: z.string().optional().meta({ description: 'The JSON Schema, for editors.' }),
    csv: z
      .strictObject({
        delimiter: z.string().length(1).optional(),
        quote: z.string().length(1).optional(),
        decimal: z.enum([',', '.']).optional(),
        encoding: z.string().optional(),
      })
      .optional()
      .meta({ description: 'How the file is written, where the detection is not right.' }),
    fields: z.record(z.string(), z.union([z.string().min(1), columnSource])).meta({
      description:
        'Fields of the row and where their values come from: a column name, or an object. A field is named as in the API (surname), or as postalAddresses.0.town, or as preferences.CODE.',
    }),
    key: z.string().optional().meta({ description: 'The column with the key of a record, for "mergedInto".' }),
    mergedInto: z
      .string()
      .optional()
      .meta({ description: 'The column with the key of the record that this one was merged into.' }),
    skip: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'Columns and values of rows that are not imported.' }),
  })
  .meta({ id: 'ImportMapping', title: 'Mapping of a file to the rows of an import' });

/** How the columns of a file become the fields of a row. */
export type Mapping = z.infer<typeof mappingSchema>;

/** Where the value of one field comes from. */
export type FieldSource = z.infer<typeof columnSource>;

/** A mapping file with errors. The message names each of them with its line. */
export class InvalidMappingError extends Error {
  override name = 'InvalidMappingError';
}

/** The JSON Schema of a mapping file. */
export function mappingJsonSchema(): unknown {
  return z.toJSONSchema(mappingSchema, { target: 'draft-2020-12' });
}

/** The valid part of a mapping file, and the errors in it. */
export interface ReadMapping {
  readonly mapping: Mapping;
  /** Each error with its line. */
  readonly problems: readonly string[];
}

/**
 * Reads a mapping file in YAML (or JSON, which is YAML).
 *
 * @throws {@link InvalidMappingError} with all errors, each with its line.
 */
export function mappingFrom(text: string): Mapping {
  const { mapping, problems } = readMapping(text);
  if (problems.length > 0) throw new InvalidMappingError(problems.join('\n'));
  return mapping;
}

/**
 * Reads a mapping file that may have errors, so that its columns can be compared with those of a file, too.
 *
 * @throws {@link InvalidMappingError} for a text that is no YAML.
 */
export function readMapping(text: string): ReadMapping {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw new InvalidMappingError(document.errors.map(({ message }) => message).join('\n'));
  }
  const lineOf = (path: readonly PropertyKey[]) => {
    const node = document.getIn(path, true) as { range?: readonly number[] | null } | undefined;
    const offset = node?.range?.[0] ?? 0;
    return text.slice(0, offset).split('\n').length;
  };
  const content: unknown = document.toJS();
  const fields = fieldsIn(content);
  const others = mappingSchema.safeParse(fields === undefined ? content : { ...(content as object), fields: {} });
  const read = Object.entries(fields ?? {}).map(([target, given]) => readField(target, given));
  const problems = [...(others.error?.issues ?? []), ...read.flatMap((field) => field.problems)];
  return {
    mapping: { ...others.data, fields: Object.fromEntries(read.map(({ target, source }) => [target, source])) },
    problems: problems.map(({ path, message }) => `line ${lineOf(path)}: ${path.join('.')}: ${message}`),
  };
}

function fieldsIn(content: unknown): Readonly<Record<string, unknown>> | undefined {
  const { fields } = (content ?? {}) as { fields?: unknown };
  const isObject = typeof fields === 'object' && fields !== null && !Array.isArray(fields);
  return isObject ? (fields as Readonly<Record<string, unknown>>) : undefined;
}

interface MappingProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

interface ReadField {
  readonly target: string;
  /** Of a source with errors, the columns alone. */
  readonly source: string | FieldSource;
  readonly problems: readonly MappingProblem[];
}

/** One by one: a union of forms would tell that the input is invalid, and not what is wrong with it. */
function readField(target: string, given: unknown): ReadField {
  const problems: MappingProblem[] = isRowField(target)
    ? []
    : [{ path: [], message: 'There is no such field. Fields are named as in the API, or as postalAddresses.0.town.' }];
  const parsed = typeof given === 'string' ? columns.safeParse(given) : columnSource.safeParse(given);
  if (!parsed.success) problems.push(...parsed.error.issues);
  const source = parsed.success ? (parsed.data as string | FieldSource) : { from: columnsIn(given) };
  if (parsed.success && typeof source === 'object') problems.push(...problemsOf(source));
  return {
    target,
    source,
    problems: problems.map(({ path, message }) => ({ path: ['fields', target, ...path], message })),
  };
}

function columnsIn(given: unknown): string[] {
  const { from } = (given ?? {}) as { from?: unknown };
  return [from].flat().filter((column) => typeof column === 'string');
}

function problemsOf({ from, constant, transform, format, values, zone }: FieldSource): MappingProblem[] {
  const messages = [
    (from === undefined) === (constant === undefined) && 'Expected either "from" or "constant".',
    format !== undefined && !isDateFormat(format) && 'Expected a format of day, month and year, such as dd.mm.yyyy.',
    transform === 'values' && values === undefined && 'Expected "values".',
    zone !== undefined && !isTimeZone(zone) && 'Expected a time zone such as Europe/Oslo.',
  ];
  return messages.filter((message) => message !== false).map((message) => ({ path: [], message }));
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The columns that a mapping reads. */
export function columnsOf({ fields, key, mergedInto, skip }: Mapping): ReadonlySet<string> {
  const sources = Object.values(fields).flatMap((given) =>
    typeof given === 'string' ? [given] : [given.from ?? [], given.countryFrom ?? []].flat(),
  );
  return new Set([...sources, ...[key ?? [], mergedInto ?? []].flat(), ...Object.keys(skip ?? {})]);
}
