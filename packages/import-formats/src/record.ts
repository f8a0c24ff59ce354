/** The bytes of a file, in chunks of any size. */
export type Bytes = AsyncIterable<Uint8Array>;

/** An error or a warning about one field of a record. It names no value, except where the value alone explains it. */
export interface RecordIssue {
  /** The field as the file names it: a column, or a path such as `name.givenName`. */
  readonly field?: string;
  readonly message: string;
  /** The field of the row that has no value because of this. */
  readonly target?: string;
}

/** The fields of an imported profile, as the operation import-rows takes them. */
export type ImportRow = Record<string, unknown>;

/** A record of a file before it is converted. */
export interface SourceRecord {
  /** The line of the file on which the record begins, from 1. */
  readonly line: number;
  /** The record, or undefined when it could not be read. */
  readonly value: unknown;
  readonly errors: readonly RecordIssue[];
}

/** A record that could not be read. */
export function unreadable(line: number, message: string): SourceRecord {
  return { line, value: undefined, errors: [{ message }] };
}

/** Refers to another record of the same file by the key that the file gives it. */
export interface MergeLink {
  /** The key of this record. */
  readonly key: string;
  /** The key of the record that it was merged into. */
  readonly into: string;
}

/** A record of a file as a row of an import. */
export interface ConvertedRecord {
  /** The line of the file on which the record begins, from 1. */
  readonly line: number;
  /** The row to import. It is undefined when the record was unreadable, or is not a customer (see {@link skipped}). */
  readonly row?: ImportRow;
  /** The cells of a CSV record by column, for the report of refused rows. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Why the record cannot be imported: all errors, not the first. */
  readonly errors: readonly RecordIssue[];
  /** Data that is left out although the record is imported. */
  readonly warnings: readonly RecordIssue[];
  /** Why the record is no customer, such as a service account. */
  readonly skipped?: string;
  /** The record that this one was merged into. */
  readonly link?: MergeLink;
  /** Whether it was made of a cell of the record that it was merged into: it comes again with that record. */
  readonly isOfSurvivor?: boolean;
}

/** Collects the issues of a record while it is converted. */
export class Issues {
  readonly errors: RecordIssue[] = [];
  readonly warnings: RecordIssue[] = [];

  /** Reports that a field keeps the record from being imported. */
  refuse(field: string, message: string, target?: string): void {
    this.errors.push({ field, message, ...(target !== undefined && { target }) });
  }

  /** Reports that a field is left out. */
  warn(field: string, message: string): void {
    this.warnings.push({ field, message });
  }
}

/** An address whose lines have no line breaks in them, as a street of several lines has in many systems. */
export function withSingleLines<T extends Readonly<Record<string, unknown>>>(address: T): T {
  const given = [address['addressLine1'], address['addressLine2']].filter((line) => typeof line === 'string');
  if (!given.some((line) => /[\r\n]/.test(line))) return address;
  const [addressLine1, ...others] = given.flatMap((line) => line.split(/[\r\n]+/)).map((line) => line.trim());
  const addressLine2 = others.filter((line) => line !== '').join(', ');
  return { ...address, addressLine1, ...(addressLine2 !== '' && { addressLine2 }) };
}

/** The addresses that say where: many systems fill in the country of a customer whose address they do not have. */
export function withPlaces<T extends Readonly<Record<string, unknown>>>(addresses: readonly T[]): T[] {
  return addresses.filter((address) => ADDRESS_PLACE.some((field) => (address[field] ?? '') !== ''));
}

/** The fields of an address that say where it is. */
const ADDRESS_PLACE = ['addressLine1', 'addressLine2', 'postCode', 'town'] as const;

/** An object without the members that are undefined, blank or empty lists. */
export function withoutBlanks(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isBlank(value)));
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}
