import type { CreateIndexesOptions, IndexSpecification } from 'mongodb';

/** An index, and why it exists. */
export interface Index {
  readonly keys: IndexSpecification;
  readonly options?: CreateIndexesOptions;
  /** The purpose of the index. Every index costs every write. */
  readonly reason: string;
}
