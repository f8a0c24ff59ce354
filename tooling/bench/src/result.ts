import type { Measured } from './load.js';

/** The figures of one contender in one row, over all rounds. */
export interface Result {
  readonly row: string;
  readonly clients: number;
  /** The name of the contender, with the commit where it is of another build. */
  readonly contender: string;
  readonly rounds: readonly Measured[];
}
