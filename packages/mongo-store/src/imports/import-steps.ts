import type { Commit, ImportBlock, ImportWrite } from '@profiles/application';
import type { Document } from 'mongodb';
import { insertion, type Write } from '../profiles/write.js';
import type { Collections } from '../schema/collections.js';
import {
  blockDocument,
  counterDocuments,
  counterId,
  IMPORT_COUNTERS,
  imageDocument,
  importDocument,
  partId,
  rehearsalDocument,
} from './import-documents.js';

/** The writes of an import to one collection. */
export interface ImportStep {
  readonly collection: Collections[ImportCollection];
  readonly writes: Write[];
}

type ImportCollection =
  | 'givenNames'
  | 'imports'
  | 'importCounters'
  | 'importBlocks'
  | 'importImages'
  | 'importRehearsals';

/** The writes of imports in a commit, by collection. */
export function importSteps(collections: Collections, commits: readonly Commit[]): ImportStep[] {
  const writes = commits.flatMap(({ imports }) => imports ?? []);
  const step = (name: ImportCollection, of: (write: ImportWrite) => Write[]): ImportStep => ({
    collection: collections[name],
    writes: writes.flatMap(of),
  });
  if (writes.length === 0) return [];
  return [
    step('imports', recordWrites),
    step('importCounters', counterWrites),
    step('importBlocks', ({ blocks = [] }) => blocks.map(blockWrite)),
    step('importImages', imageWrites),
    step('importRehearsals', rehearsalWrites),
    step('givenNames', freedWrites),
  ];
}

/** The documents of an import that a commit writes, by name. */
export function importDocumentsOf({ imports }: Commit): string[] {
  if (imports === undefined) return [];
  const { record, blocks = [] } = imports;
  return [
    ...(record ? [`import ${record.after.id}`] : []),
    ...blocks.map(({ after }) => `counter ${counterId(after.importId, after.block)}`),
  ];
}

function recordWrites({ record }: ImportWrite): Write[] {
  if (record === undefined) return [];
  const { before, after } = record;
  const replacement = importDocument(after);
  if (before === undefined) return [insertion(replacement)];
  const filter: Document = { organisationId: after.organisationId, _id: after.id, version: before.version };
  return [{ operation: { replaceOne: { filter, replacement } }, mustMatch: true }];
}

/** Counts the rows of each block while the import is open. A change of the state ends that. */
function counterWrites({ record, whileOpen, blocks = [] }: ImportWrite): Write[] {
  if (record !== undefined && record.before === undefined) return counterDocuments(record.after).map(insertion);
  if (record?.before?.state === 'open' && record.after.state !== 'open') {
    const { id, organisationId } = record.after;
    return Array.from({ length: IMPORT_COUNTERS }, (_, counter) =>
      update({ organisationId, _id: counterId(id, counter) }, { $set: { isOpen: false } }),
    );
  }
  if (whileOpen === undefined) return [];
  return blocks.map(({ before, after }) => {
    const filter = { organisationId: after.organisationId, _id: counterId(after.importId, after.block), isOpen: true };
    return update(filter, { $inc: countsOf(after, before) });
  });
}

function update(filter: Document, change: Document): Write {
  return { operation: { updateOne: { filter, update: change } }, mustMatch: true };
}

/** The rows that a write adds to a block, by outcome. */
function countsOf(after: ImportBlock, before: ImportBlock | undefined): Record<string, number> {
  const known = new Set(before?.rows.map(({ row }) => row));
  const counts: Record<string, number> = {};
  for (const { row, outcome } of after.rows) {
    if (!known.has(row)) counts[`counts.${outcome}`] = (counts[`counts.${outcome}`] ?? 0) + 1;
  }
  return counts;
}

function blockWrite({ before, after }: { readonly before?: ImportBlock; readonly after: ImportBlock }): Write {
  const replacement = blockDocument(after);
  if (before === undefined) return insertion(replacement);
  const filter: Document = { organisationId: after.organisationId, _id: replacement._id, version: before.version };
  return { operation: { replaceOne: { filter, replacement } }, mustMatch: true };
}

/** An image replaces the one before, if there is one. Not by an upsert: see `credentialWrites`. */
function imageWrites({ images = [], imagesDone }: ImportWrite): Write[] {
  const done = (imagesDone?.customerNumbers ?? []).map((number) => partId(imagesDone?.importId ?? '', number));
  return [
    ...done.map((_id) => deletion(imagesDone?.organisationId, _id)),
    ...images
      .map(imageDocument)
      .flatMap((document) => [deletion(document.organisationId, document._id), insertion(document)]),
  ];
}

function rehearsalWrites({ rehearsed = [] }: ImportWrite): Write[] {
  const at = new Date();
  return rehearsed
    .map((one) => rehearsalDocument(one, at))
    .flatMap((document) => [deletion(document.organisationId, document._id), insertion(document)]);
}

function freedWrites({ freed = [] }: ImportWrite): Write[] {
  return freed.map(({ customerNumber, revision }) => {
    const operation = {
      updateOne: { filter: { _id: customerNumber as never }, update: { $set: { lastRevision: revision } } },
    };
    return { operation, mustMatch: false };
  });
}

function deletion(organisationId: number | undefined, _id: string): Write {
  return { operation: { deleteOne: { filter: { organisationId, _id } as Document } }, mustMatch: false };
}
