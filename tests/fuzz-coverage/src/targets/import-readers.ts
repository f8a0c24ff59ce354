import { deepStrictEqual, ok } from 'node:assert';
import {
  type ConvertedRecord,
  FORMAT_NAMES,
  InvalidEncodingError,
  InvalidHeaderError,
  InvalidJsonError,
  InvalidMappingError,
  planReading,
  readRows,
} from '@profiles/import-formats';
import { FuzzInput } from '../input.js';

/** The faults of a file as a whole. */
const FAULTS = [InvalidEncodingError, InvalidHeaderError, InvalidJsonError, InvalidMappingError];
const FORMATS = [undefined, ...FORMAT_NAMES] as const;
/** The second reading, in chunks of another size, has to give the same. */
const CHUNKS = [1, 2, 3, 7, 64, 1024, 65_536] as const;

interface Reading {
  readonly records: readonly ConvertedRecord[];
  /** The name of the fault that ended it. */
  readonly fault?: string;
}

/**
 * A file of any bytes is read as rows and errors of single records, or ends with a known fault. The format is given or
 * recognised. How the bytes are cut into chunks changes nothing.
 */
export async function fuzz(data: Uint8Array): Promise<void> {
  const input = new FuzzInput(data);
  const format = input.pick(FORMATS);
  const chunk = input.pick(CHUNKS);
  const bytes = input.rest();
  const whole = await reading(bytes, { format, chunk: Math.max(1, bytes.length) });
  let last = 0;
  for (const { line, row, errors, skipped, warnings } of whole.records) {
    ok(Number.isSafeInteger(line) && line >= 1 && line >= last, `Line ${line} follows line ${last}.`);
    ok(row !== undefined || errors.length > 0 || skipped !== undefined, `The record of line ${line} says nothing.`);
    for (const { message } of [...errors, ...warnings]) ok(message.length > 0, `An issue of line ${line} has no text.`);
    last = line;
  }
  deepStrictEqual(await reading(bytes, { format, chunk }), whole);
}

async function reading(
  bytes: Uint8Array,
  { format, chunk }: { format: (typeof FORMATS)[number]; chunk: number },
): Promise<Reading> {
  const open = async function* () {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  };
  const records: ConvertedRecord[] = [];
  try {
    for await (const record of readRows(open, await planReading(open, { format }))) records.push(record);
    return { records };
  } catch (error) {
    if (!FAULTS.some((fault) => error instanceof fault)) throw error;
    return { records, fault: (error as Error).name };
  }
}
