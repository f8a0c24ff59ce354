import type { FieldChange, Instant } from '@profiles/domain';

/** One change of one profile or of one preference definition: its author, time, channel and fields. */
export interface ChangeRecord {
  /** The id of the event of the same change. */
  readonly id: string;
  readonly customerNumber?: number;
  readonly preferenceId?: number;
  readonly organisationId: number;
  readonly revision: number;
  readonly at: Instant;
  /** The slug of the operation. */
  readonly operation: string;
  readonly changedBy: string;
  readonly changedByChannel: string;
  readonly clientId: string;
  /** The caller's organisation. It differs from `organisationId` for a caller that acts for every organisation. */
  readonly callerOrganisationId: number;
  readonly clientName?: string;
  readonly correlationId: string;
  readonly fields: readonly FieldChange[];
  /** The profiles merged into this one at the time: a value may be theirs. Absent when there were none. */
  readonly alsoAbout?: readonly number[];
}

/** The position of a change in a history. */
export type ChangePlace = Pick<ChangeRecord, 'at' | 'revision' | 'customerNumber'>;

/** A part of the history of some customers. */
export interface ChangeStretch {
  readonly after?: ChangePlace;
  readonly limit?: number;
}
