import { parseDocument } from 'yaml';
import { z } from 'zod';
import { isDateFormat } from '../transforms/dates.js';
import { TRANSFORM_NAMES } from '../transforms/transforms.js';
import { isRowField } from './row-fields.js';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const columnSource = z
  .strictObject({
    from: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
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
    countryFrom: z.string().optional().meta({ description: 'Of post-code: the column with the country.' }),
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

/**
 * Reads a mapping file in YAML (or JSON, which is YAML).
 *
 * @throws {@link InvalidMappingError} with all errors, each with its line.
 */
export function mappingFrom(text: string): Mapping {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw new InvalidMappingError(document.errors.map(({ message }) => message).join('\n'));
  }
  const parsed = mappingSchema.safeParse(document.toJS());
  const lineOf = (path: readonly PropertyKey[]) => {
    const node = document.getIn(path, true) as { range?: readonly number[] | null } | undefined;
    const offset = node?.range?.[0] ?? 0;
    return text.slice(0, offset).split('\n').length;
  };
  const problems = parsed.success
    ? problemsOf(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ path, message }));
  if (problems.length > 0 || !parsed.success) {
    const lines = problems.map(({ path, message }) => `line ${lineOf(path)}: ${path.join('.')}: ${message}`);
    throw new InvalidMappingError(lines.join('\n'));
  }
  return parsed.data;
}

interface MappingProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function problemsOf({ fields }: Mapping): MappingProblem[] {
  return Object.entries(fields).flatMap(([target, given]): MappingProblem[] => {
    const path = ['fields', target];
    if (!isRowField(target)) {
      return [
        { path, message: 'There is no such field. Fields are named as in the API, or as postalAddresses.0.town.' },
      ];
    }
    if (typeof given === 'string') return [];
    const { from, constant, transform, format, values, zone } = given;
    if ((from === undefined) === (constant === undefined)) {
      return [{ path, message: 'Expected either "from" or "constant".' }];
    }
    if (format !== undefined && !isDateFormat(format)) {
      return [{ path, message: 'Expected a format of day, month and year, such as dd.mm.yyyy.' }];
    }
    if (transform === 'values' && values === undefined) return [{ path, message: 'Expected "values".' }];
    return zone === undefined || isTimeZone(zone)
      ? []
      : [{ path, message: 'Expected a time zone such as Europe/Oslo.' }];
  });
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
