import { newProcess, Scheduler } from '../runtime/scheduler.js';
import type { ViolationError } from '../violation.js';
import { Faults } from './faults.js';
import { Model } from './model.js';

/** The settings of a simulation. Equal settings give equal runs, byte for byte. */
export interface CoreSettings {
  readonly seed: number;
  /** Kinds of failures that do not happen. */
  readonly calm: readonly string[];
  readonly records: boolean;
}

/** The surroundings of every simulated part: the scheduler, the failures, and the state that the units of work add up to. */
export class Core {
  readonly seed: number;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly model = new Model();
  readonly environment = newProcess('environment');
  violation: ViolationError | undefined;

  constructor({ seed, calm, records }: CoreSettings) {
    this.seed = seed;
    this.scheduler = new Scheduler(seed, { records });
    this.faults = new Faults(seed, calm);
  }

  /** Records the first guarantee that does not hold. The run ends after this step. */
  verify(statement: () => void): void {
    try {
      statement();
    } catch (error) {
      this.violation ??= error as ViolationError;
    }
  }
}
