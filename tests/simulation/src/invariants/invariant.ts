import type { Commit } from '@profiles/application';
import type { Call } from '../world/calls.js';
import type { Committed } from '../world/model.js';
import type { World } from '../world/world.js';

/** A guarantee as a statement that a simulation can check. Every method throws a ViolationError if it does not hold. */
export interface Invariant {
  /** The rule of docs/rules.md, or a name. */
  readonly guarantee: string;
  readonly statement: string;
  /** After the store has accepted a unit of work; the model has its state before. */
  readonly beforeApplied?: (world: World, commit: Commit) => void;
  /** After the model has taken over a unit of work. */
  readonly onCommit?: (world: World, committed: Committed) => void;
  /** After a caller has got a response, or has given up. */
  readonly onCall?: (world: World, call: Call) => void;
  /** After every step. */
  readonly onStep?: (world: World) => void;
  /** When everything has come to its end. */
  readonly atEnd?: (world: World) => void | Promise<void>;
}
