import type { Changes, Profile, ProfileChange } from '@profiles/domain';
import type { WriteContext } from '../pipeline/use-case.js';
import {
  type ImportBlock,
  type ImportImage,
  type ImportRecord,
  type ImportWrite,
  ROWS_OF_BLOCK,
  type RowRecord,
} from '../ports/imports.js';
import type { Credential } from '../ports/passwords.js';
import { type Deciding, decideRow, LATER, type RowDecision } from './decide-row.js';
import { type ReadRow, readRow } from './read-row.js';
import { RowStage } from './row-stage.js';

/** The rows of one block that have no outcome yet. */
export interface PartRows {
  readonly number: number;
  /** The block as it is stored; absent if none of its rows is. */
  readonly block?: ImportBlock | undefined;
  readonly rows: readonly { readonly row: number; readonly sent: unknown }[];
}

/** The decision about rows of one block, which are written in one unit of work. */
export interface PartDecision {
  readonly changes: Changes;
  readonly credentials: readonly Credential[];
  readonly imports: ImportWrite;
  /** The outcomes of the rows, which may be fewer than those of the part. */
  readonly records: readonly RowRecord[];
}

/** How many rows are decided before other calls go on. */
const ROWS_BETWEEN_PAUSES = 20;

/** The block of a row. */
export function blockOf(row: number): number {
  return Math.floor((row - 1) / ROWS_OF_BLOCK);
}

/**
 * Decides the rows of a part in their order. A row that writes a customer which an earlier row of the part has written ends
 * the part, so that each unit of work changes a customer once.
 */
export async function decidePart(context: WriteContext, record: ImportRecord, part: PartRows): Promise<PartDecision> {
  const read: ReadRow[] = [];
  for (const [index, { row, sent }] of part.rows.entries()) {
    if (index % ROWS_BETWEEN_PAUSES === ROWS_BETWEEN_PAUSES - 1 && context.isShared()) await context.pause();
    read.push(readRow(row, sent, record.organisationId));
  }
  const stage = await RowStage.load(context, record, read);
  const deciding: Deciding = { context, record, stage };
  const decisions: RowDecision[] = [];
  for (const [index, row] of read.entries()) {
    if (index % ROWS_BETWEEN_PAUSES === ROWS_BETWEEN_PAUSES - 1 && context.isShared()) await context.pause();
    const decision = await decideRow(row, deciding);
    if (decision === LATER) break;
    if (decision.changes) stage.apply(decision.changes);
    decisions.push(decision);
  }
  return partFrom(decisions, { context, record, stage, part });
}

interface Part {
  readonly context: WriteContext;
  readonly record: ImportRecord;
  readonly stage: RowStage;
  readonly part: PartRows;
}

function partFrom(decisions: readonly RowDecision[], { context, record, stage, part }: Part): PartDecision {
  const { id, organisationId } = record;
  const records = decisions.map((decision) => decision.record);
  const after: ImportBlock = {
    ...{ importId: id, organisationId, block: part.number, at: context.now },
    version: (part.block?.version ?? 0) + 1,
    rows: [...(part.block?.rows ?? []), ...records].sort((a, b) => a.row - b.row),
  };
  const profiles = oneEach(decisions.flatMap(({ changes }) => changes?.profiles ?? []));
  const imports: ImportWrite = {
    whileOpen: { id, organisationId },
    blocks: [{ ...(part.block && { before: part.block }), after }],
  };
  if (record.dryRun) {
    const rehearsed = profiles.flatMap(({ after: profile }) => (profile ? stage.rehearsed(profile) : []));
    return { changes: { profiles: [] }, credentials: [], imports: { ...imports, rehearsed }, records };
  }
  const block = { number: part.number, at: context.now, record };
  const images = decisions.flatMap((decision) => imageOf(decision, stage, block) ?? []);
  const ecards = decisions.flatMap(({ changes }) => changes?.ecards ?? []);
  return {
    changes: { profiles, ecards },
    credentials: decisions.flatMap((decision) => credentialOf(decision, organisationId) ?? []),
    imports: images.length === 0 ? imports : { ...imports, images },
    records,
  };
}

function credentialOf({ passwordHash, record }: RowDecision, organisationId: number): Credential | undefined {
  const { customerNumber } = record;
  return passwordHash === undefined || customerNumber === undefined
    ? undefined
    : { customerNumber, organisationId, passwordHash };
}

/** One change for each profile: several merged profiles of a part can have one survivor. */
function oneEach(changes: readonly ProfileChange[]): ProfileChange[] {
  const byNumber = new Map<number | undefined, ProfileChange>();
  for (const change of changes) {
    const number = (change.after ?? change.before)?.customerNumber;
    const earlier = byNumber.get(number);
    const before = earlier === undefined ? change.before : earlier.before;
    byNumber.set(number, { ...change, ...(before !== undefined && { before }) });
  }
  return [...byNumber.values()];
}

interface Written {
  readonly number: number;
  readonly at: string;
  readonly record: ImportRecord;
}

/** [IMPORT-3] The image of an updated profile as it was before the first row of this import that changed it. */
function imageOf(
  { changes, record: { outcome } }: RowDecision,
  stage: RowStage,
  written: Written,
): ImportImage | undefined {
  if (outcome !== 'updated' || changes === undefined) return undefined;
  const before = changes.profiles[0]?.before as Profile;
  const { customerNumber, organisationId, revision } = before;
  const earlier = stage.images.get(customerNumber);
  const createdAt = stage.created.get(customerNumber);
  const expected = earlier?.revision ?? createdAt ?? revision;
  const addedEcards = (changes.ecards ?? []).flatMap(({ after }) => after?.id ?? []);
  const first = earlier ? earlier.before : createdAt === undefined ? before : undefined;
  return {
    ...{ importId: written.record.id, organisationId, customerNumber, block: written.number, at: written.at },
    ...(first !== undefined && { before: first }),
    addedEcards: [...(earlier?.addedEcards ?? []), ...addedEcards],
    revision: revision + 1,
    ...((earlier?.isKept || expected !== revision) && { isKept: true }),
  };
}
