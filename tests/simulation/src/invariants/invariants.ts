import { CALL_INVARIANTS } from './calls.js';
import { COMMIT_INVARIANTS } from './commits.js';
import { ERASURE_INVARIANTS } from './erasure.js';
import { EVENT_INVARIANTS } from './events.js';
import type { Invariant } from './invariant.js';
import { ISOLATION_INVARIANTS } from './isolation.js';
import { MERGE_INVARIANTS } from './merges.js';
import { STATE_INVARIANTS } from './state.js';

/** Everything that holds in every simulation, whatever fails. */
export const INVARIANTS: readonly Invariant[] = [
  ...COMMIT_INVARIANTS,
  ...STATE_INVARIANTS,
  ...MERGE_INVARIANTS,
  ...CALL_INVARIANTS,
  ...ISOLATION_INVARIANTS,
  ...ERASURE_INVARIANTS,
  ...EVENT_INVARIANTS,
];
