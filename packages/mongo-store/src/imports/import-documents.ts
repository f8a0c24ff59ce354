import type { ImportBlock, ImportCounts, ImportImage, ImportRecord, RehearsedProfile } from '@profiles/application';

/** The time that an import can be undone, in milliseconds: 90 days. What it keeps of customers goes with it. */
const KEPT_MILLIS = 90 * 24 * 60 * 60 * 1000;
/** The time that the profiles of a dry run are kept, in milliseconds: a week, for a file that is mended and sent on. */
const REHEARSED_MILLIS = 7 * 24 * 60 * 60 * 1000;

/**
 * The number of documents that count the rows of one import. Each commit writes one of them, by its block, so that several
 * senders seldom meet; a change of the state writes all, so that it meets every commit.
 */
export const IMPORT_COUNTERS = 16;

interface Expiring {
  /** A TTL index removes the document then. */
  readonly expiresAt: Date;
}

export type ImportDocument = Omit<ImportRecord, 'id'> & Expiring & { readonly _id: string };

/** A part of the counts of an import, and whether it accepts rows. */
export interface ImportCounterDocument extends Expiring {
  readonly _id: string;
  readonly organisationId: number;
  readonly importId: string;
  readonly isOpen: boolean;
  readonly counts: Partial<ImportCounts>;
}

export type ImportBlockDocument = Omit<ImportBlock, 'isUndone'> &
  Expiring & {
    readonly _id: string;
    /** Present until the block is undone. */
    readonly undoable?: true;
    /** The customers that its rows created. */
    readonly createdNumbers?: readonly number[];
  };

export type ImportImageDocument = ImportImage &
  Expiring & {
    readonly _id: string;
    /** [ERASE-1] The customers whose data it may hold. */
    readonly about: readonly number[];
  };

export type ImportRehearsalDocument = RehearsedProfile & Expiring & { readonly _id: string };

/** [IMPORT-1] A customer number or a uuid that a row has given. It stays forever. */
export interface GivenNameDocument {
  readonly _id: number | string;
  /** The organisation that may give it. */
  readonly organisationId: number;
  /** Its customer was erased or purged: it is never given again. */
  readonly isSpent?: boolean;
  /** [IMPORT-3] The revision of the last event of the customer that had the number, if it was removed by an undo. */
  readonly lastRevision?: number;
}

export function importDocument({ id, ...fields }: ImportRecord): ImportDocument {
  return { _id: id, ...fields, expiresAt: after(fields.createdAt, KEPT_MILLIS) };
}

export function importFrom({ _id, expiresAt: _end, ...fields }: ImportDocument): ImportRecord {
  return { id: _id, ...fields };
}

export function counterId(importId: string, block: number): string {
  return `${importId}/${block % IMPORT_COUNTERS}`;
}

export function counterDocuments({ id, organisationId, createdAt }: ImportRecord): ImportCounterDocument[] {
  return Array.from({ length: IMPORT_COUNTERS }, (_, block) => ({
    ...{ _id: counterId(id, block), organisationId, importId: id, isOpen: true, counts: {} },
    expiresAt: after(createdAt, KEPT_MILLIS),
  }));
}

export function partId(importId: string, part: number): string {
  return `${importId}/${part}`;
}

export function blockDocument({ isUndone, ...block }: ImportBlock): ImportBlockDocument {
  const createdNumbers = block.rows.flatMap(({ outcome, customerNumber }) =>
    outcome === 'created' ? (customerNumber ?? []) : [],
  );
  return {
    ...{ _id: partId(block.importId, block.block), ...block },
    ...(!isUndone && { undoable: true }),
    ...(createdNumbers.length > 0 && { createdNumbers }),
    expiresAt: after(block.at, KEPT_MILLIS),
  };
}

export function blockFrom(document: ImportBlockDocument): ImportBlock {
  const { _id, undoable, createdNumbers: _numbers, expiresAt: _end, ...block } = document;
  return undoable ? block : { ...block, isUndone: true };
}

export function imageDocument(image: ImportImage): ImportImageDocument {
  const { importId, customerNumber, before, at } = image;
  const taken = Object.values(before?.takenFrom ?? {});
  return {
    ...{ _id: partId(importId, customerNumber), ...image },
    about: [...new Set([customerNumber, ...(before?.relatedCustomerNumbers ?? []), ...taken])],
    expiresAt: after(at, KEPT_MILLIS),
  };
}

export function imageFrom({ _id, about: _about, expiresAt: _end, ...image }: ImportImageDocument): ImportImage {
  return image;
}

export function rehearsalDocument(rehearsed: RehearsedProfile, at: Date): ImportRehearsalDocument {
  const { importId, customerNumber } = rehearsed;
  const expiresAt = new Date(at.getTime() + REHEARSED_MILLIS);
  return { _id: partId(importId, customerNumber), ...rehearsed, expiresAt };
}

export function rehearsalFrom({ _id, expiresAt: _end, ...rehearsed }: ImportRehearsalDocument): RehearsedProfile {
  return rehearsed;
}

function after(at: string, millis: number): Date {
  return new Date(Date.parse(at) + millis);
}
