import type { Observer } from '../world/world.js';

/** A guarantee as a statement that a simulation can check. */
export interface Invariant extends Observer {
  /** The rule of docs/rules.md, or a name. */
  readonly guarantee: string;
  readonly statement: string;
}
