import { FIRST_EPOCH } from '@profiles/contracts/events';

/**
 * How far a customer was handled. A restore of the database from a backup starts a new epoch, in which revisions
 * repeat (contract, section 6), so revisions are compared within one epoch only.
 */
export interface Position {
  /** From 1. */
  readonly epoch: number;
  /** The revision of the last event that was handled. */
  readonly revision: number;
}

/** Below zero when `one` is older than `other`, zero when they are equal, above zero when it is newer. */
export function comparePositions(one: Position, other: Position): number {
  return one.epoch - other.epoch || one.revision - other.revision;
}

/** Whether nothing can lie between the two: the next revision of the same epoch, or the first one of a new customer. */
export function follows(next: Position, last: Position | undefined): boolean {
  if (last === undefined) return next.revision === 1;
  return next.epoch === last.epoch && next.revision === last.revision + 1;
}

/** The text under which a position is stored. */
export function positionText({ epoch, revision }: Position): string {
  return JSON.stringify({ epoch, revision });
}

/** Reads {@link positionText}, and the plain revision that earlier versions stored. Throws on anything else. */
export function positionFrom(text: string): Position {
  const stored: unknown = JSON.parse(text);
  const position = typeof stored === 'number' ? { epoch: FIRST_EPOCH, revision: stored } : stored;
  if (!isPosition(position)) throw new Error(`This is not a position: ${text.slice(0, 100)}`);
  return { epoch: position.epoch, revision: position.revision };
}

function isPosition(value: unknown): value is Position {
  if (typeof value !== 'object' || value === null) return false;
  const { epoch, revision } = value as Partial<Position>;
  return Number.isSafeInteger(epoch) && Number.isSafeInteger(revision);
}
