import type { Instant } from '@profiles/domain';

/** One recorded read of a customer's data. */
export interface AccessRecord {
  readonly id: string;
  readonly customerNumber: number;
  /** The organisation of the customer. Absent in records of version 0.1 until `npm run migrate` has added it. */
  readonly organisationId?: number;
  readonly at: Instant;
  /** The slug of the operation. */
  readonly operation: string;
  readonly clientId: string;
  readonly callerOrganisationId: number;
  readonly clientName?: string;
  /** The person behind the client, where the request names one (`X-Changed-By`). */
  readonly lookedBy?: string;
  readonly correlationId: string;
}

/** The position of a read among the recorded reads. */
export type AccessPlace = Pick<AccessRecord, 'at' | 'id'>;

/** A part of the recorded reads of some customers. */
export interface AccessStretch {
  readonly after?: AccessPlace;
  readonly limit?: number;
}

export interface AccessLog {
  /** Accepts records to be written soon. It never waits and never fails, so recording does not slow a read down. */
  record(records: readonly AccessRecord[]): void;
  /** Resolves when all accepted records are written. */
  flush(): Promise<void>;
}
