/** The right to work on one partition. Once ended it stays so: a partition that is taken again has another lease. */
export interface Lease {
  readonly partition: number;
  /** By the clock of the database. Work from before it may have been done under another lease. */
  readonly takenAt: Date;
  isValid(): boolean;
}

export interface HeldLeases {
  held(): readonly Lease[];
}

/** This process works on no partition. */
export class NoLeasesError extends Error {
  override name = 'NoLeasesError';
}
