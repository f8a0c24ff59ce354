/** Use of a quota that a process counted since its last exchange. */
export interface CountedUse {
  readonly key: string;
  /** Negative when an earlier use was taken back. */
  readonly amount: number;
  /** The length of the window, in milliseconds. It begins with the first use. */
  readonly windowMillis: number;
}

/** The use of a quota by all processes in the current window. */
export interface TotalUse {
  readonly total: number;
  /** Time until the window ends, in milliseconds. */
  readonly remainingMillis: number;
}

/** Where the processes of an installation add up what they count. */
export interface SharedCounts {
  /** Adds what this process counted, in one exchange for all keys. Returns the totals of these keys. */
  add(uses: readonly CountedUse[]): Promise<ReadonlyMap<string, TotalUse>>;
  /** Announces a process that counts, and returns how many there are. */
  announce(process: string): Promise<number>;
}
