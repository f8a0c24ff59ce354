import { Permission } from '@profiles/contracts';
import {
  type Changes,
  type Decision,
  decideImportCreate,
  decideImportUpdate,
  type Rejected,
  Rejection,
  type RowScene,
  reject,
  unknownSurvivor,
} from '@profiles/domain';
import { expirationFrom } from '../commands/expiration.js';
import { errorOf } from '../pipeline/rejections.js';
import type { WriteContext } from '../pipeline/use-case.js';
import type { ImportRecord, RowProblem, RowRecord } from '../ports/imports.js';
import { customerFrom, listsOfUpdate, patchOf, type ReadRow } from './read-row.js';
import type { Match, RowStage } from './row-stage.js';

type Fields = NonNullable<ReadRow['fields']>;

/** The decision about one row: its outcome, and what it writes. */
export interface RowDecision {
  readonly record: RowRecord;
  readonly changes?: Changes;
  readonly passwordHash?: string | undefined;
}

/** The inputs of the decisions about the rows of one part. */
export interface Deciding {
  readonly context: WriteContext;
  readonly record: ImportRecord;
  readonly stage: RowStage;
  /** The customer number that a refused row did not use. */
  spareNumber?: number | undefined;
}

/** A row that writes a customer which an earlier row of the part has written: it belongs to the next part. */
export const LATER = 'later';

/** Decides one row by the rules of the operations. [IMPORT-1] */
export async function decideRow(read: ReadRow, deciding: Deciding): Promise<RowDecision | typeof LATER> {
  const { row, fields, problem } = read;
  if (fields === undefined) return { record: { row, outcome: 'refused', problem } };
  const { stage, record } = deciding;
  const match = stage.match(fields);
  if (fields.mergedInto != null && isWrittenSurvivor(fields.mergedInto, stage)) return LATER;
  if (match === undefined) return createdRow(row, fields, deciding);
  const { customerNumber } = match.profile;
  switch (record.onExisting) {
    case 'skip':
      return { record: { row, outcome: 'skipped', ...numbered(customerNumber) } };
    case 'update':
      return stage.isWritten(customerNumber) ? LATER : updatedRow(row, { fields, match }, deciding);
    default:
      return { record: { row, outcome: 'refused', problem: problemOf(existing(fields)) } };
  }
}

function isWrittenSurvivor(mergedInto: number, stage: RowStage): boolean {
  const survivor = stage.survivorOf(mergedInto);
  return survivor !== undefined && stage.isWritten(survivor.customerNumber);
}

function existing({ customerNumber }: Fields): Rejected {
  return customerNumber == null
    ? reject(Rejection.CustomerRefTaken, {
        path: 'customerRef',
        message: 'Another customer of the organisation has this customerRef.',
      })
    : reject(Rejection.Conflict, {
        path: 'customerNumber',
        message: 'The customer exists. Import with onExisting update or skip.',
      });
}

async function createdRow(row: number, fields: Fields, deciding: Deciding): Promise<RowDecision> {
  const { context, record, stage } = deciding;
  const { store, passwords } = context;
  const survivor = fields.mergedInto == null ? undefined : stage.survivorOf(fields.mergedInto);
  const customerNumber = fields.customerNumber ?? (await numberFor(row, deciding));
  const decision = decideImportCreate({
    row: customerFrom(fields),
    customerNumber,
    revision: stage.firstRevisionOf(customerNumber),
    uuid: fields.uuid ?? context.ids.profileUuid(),
    ...(survivor && { survivor }),
    scene: {
      ...sceneOf(deciding, customerNumber),
      newAddressIds: record.dryRun
        ? (fields.postalAddresses ?? []).map((_, index) => index + 1)
        : await store.nextPostalAddressIds(fields.postalAddresses?.length ?? 0),
    },
    refusals: refusalsOfNames(fields, { stage, isUnknown: fields.mergedInto != null && survivor === undefined }),
  });
  if (decision.outcome === 'rejected') {
    if (fields.customerNumber == null) deciding.spareNumber = customerNumber;
    return { record: { row, outcome: 'refused', problem: problemOf(decision) } };
  }
  stage.give(fields.uuid);
  const { password, passwordHash } = fields;
  const isHashed = password != null && !record.dryRun;
  return {
    record: {
      row,
      outcome: 'created',
      ...numbered(customerNumber),
      ...beginning(stage.firstRevisionOf(customerNumber)),
    },
    changes: decision.changes,
    passwordHash: isHashed ? await passwords.hash(password) : (passwordHash ?? undefined),
  };
}

/** The number of a new customer. A dry run assigns none: there it is the negative number of the row. */
async function numberFor(row: number, deciding: Deciding): Promise<number> {
  const { spareNumber, record, context } = deciding;
  if (record.dryRun) return -row;
  deciding.spareNumber = undefined;
  return spareNumber ?? context.store.nextCustomerNumber();
}

/** A number that is assigned. */
function numbered(customerNumber: number): { customerNumber?: number } {
  return customerNumber > 0 ? { customerNumber } : {};
}

function beginning(revision: number): { revision?: number } {
  return revision === 1 ? {} : { revision };
}

interface Naming {
  readonly stage: RowStage;
  readonly isUnknown: boolean;
}

/** [IMPORT-1] Names that can't be given. Whose they are is not told. */
function refusalsOfNames({ customerNumber, uuid }: Fields, { stage, isUnknown }: Naming): Rejected[] {
  const taken = (path: string) =>
    reject(Rejection.Conflict, { path, message: `This ${path} can not be given. Leave it out to get a new one.` });
  return [
    ...(customerNumber != null && stage.isUnavailable(customerNumber) ? [taken('customerNumber')] : []),
    ...(uuid != null && stage.isUnavailable(uuid) ? [taken('uuid')] : []),
    ...(isUnknown ? [unknownSurvivor()] : []),
  ];
}

async function updatedRow(
  row: number,
  { fields, match }: { readonly fields: Fields; readonly match: Match },
  deciding: Deciding,
): Promise<RowDecision> {
  const { context, stage, record } = deciding;
  const { profile, survivor } = match;
  const { customerNumber } = profile;
  const patch = patchOf(fields);
  const added = patch.postalAddresses?.length ?? 0;
  const { mergedInto } = fields;
  const decision: Decision = decideImportUpdate({
    ...{ profile, survivor, patch, ecards: stage.ecardsOf(customerNumber) },
    lists: listsOfUpdate(fields, context.stamp.changedBy),
    ...(mergedInto != null && { mergedInto: stage.survivorOf(mergedInto)?.customerNumber ?? mergedInto }),
    scene: {
      ...sceneOf(deciding, customerNumber),
      newAddressIds: record.dryRun
        ? Array.from({ length: added }, (_, index) => -index - 1)
        : await context.store.nextPostalAddressIds(added),
    },
  });
  if (decision.outcome === 'rejected') return { record: { row, outcome: 'refused', problem: problemOf(decision) } };
  const { profiles } = decision.changes;
  if (profiles.length === 0) return { record: { row, outcome: 'unchanged', ...numbered(customerNumber) } };
  const isDeactivated = profile.status !== 'D' && profiles[0]?.after?.status === 'D';
  if (isDeactivated && !context.call.caller.permissions.has(Permission.Delete)) {
    const message = 'To deactivate a customer needs the permission :slett.';
    const refusal = reject(Rejection.NotAuthorised, { path: 'status', message });
    return { record: { row, outcome: 'refused', problem: problemOf(refusal) } };
  }
  return { record: { row, outcome: 'updated', ...numbered(customerNumber) }, changes: decision.changes };
}

function sceneOf({ context, record, stage }: Deciding, customerNumber: number): Omit<RowScene, 'newAddressIds'> {
  return {
    organisationId: record.organisationId,
    now: context.now,
    defaultExpiration: expirationFrom(context),
    definitions: stage.definitions,
    isCardHeld: (card) => stage.isCardHeld(card),
    isKeyTaken: (key) => stage.isKeyTaken(key, customerNumber),
    newId: () => context.ids.uuid(),
  };
}

function problemOf(rejected: Rejected): RowProblem {
  const { code, details } = errorOf(rejected);
  return { code, ...details };
}
