import type { Commit, IdempotencyKey } from '@profiles/application';
import type { NamedOperation } from '@profiles/contracts';
import { createMemoryStore, type MemoryStore } from '@profiles/memory-store';
import type { Invariant } from '../invariants/invariant.js';
import { newProcess, type Process, Scheduler, START_MILLIS } from '../runtime/scheduler.js';
import type { ViolationError } from '../violation.js';
import type { Broker } from './broker.js';
import type { Call } from './calls.js';
import { Faults } from './faults.js';
import { Model } from './model.js';
import type { Outbox } from './outbox.js';

/** Higher than the ids of addresses, so that one is not taken for the other. */
export const FIRST_CUSTOMER_NUMBER = 5_000_000;

/** What a simulation is made from. Equal settings give equal runs, byte for byte. */
export interface WorldSettings {
  readonly seed: number;
  /** Kinds of failures that do not happen. */
  readonly calm: readonly string[];
  readonly records: boolean;
  readonly invariants: readonly Invariant[];
  /** By name, `profiles.create`. */
  readonly operations: ReadonlyMap<string, NamedOperation>;
}

/** One simulated installation: the store, the processes around it, and all that is known about what they did. */
export class World {
  readonly seed: number;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly store: MemoryStore;
  readonly model = new Model();
  readonly calls: Call[] = [];
  readonly callsById = new Map<string, Call>();
  /** The claims on Idempotency-Keys, by the id of their record. */
  readonly claims = new Map<string, { readonly key: IdempotencyKey; readonly process: Process }>();
  readonly invariants: readonly Invariant[];
  readonly operations: ReadonlyMap<string, NamedOperation>;
  readonly environment = newProcess('environment');
  /** The difference between the clock of the database and the true time, in milliseconds. */
  readonly database = newProcess('database');
  outbox: Outbox | undefined;
  broker: Broker | undefined;
  violation: ViolationError | undefined;

  constructor({ seed, calm, records, invariants, operations }: WorldSettings) {
    this.seed = seed;
    this.scheduler = new Scheduler(seed, { records });
    this.faults = new Faults(seed, calm);
    this.invariants = invariants;
    this.operations = operations;
    this.store = createMemoryStore({
      firstCustomerNumber: FIRST_CUSTOMER_NUMBER,
      now: () => START_MILLIS + this.scheduler.now,
    });
  }

  /** Writes a unit of work into the store and compares what it does with the guarantees. */
  async commit(commit: Commit, process: Process): Promise<void> {
    await this.store.commit(commit);
    this.scheduler.note(`committed by ${process.name}: ${describe(commit)}`);
    this.check((invariant) => invariant.beforeApplied?.(this, commit));
    const committed = this.model.apply(commit);
    this.check((invariant) => invariant.onCommit?.(this, committed));
    this.outbox?.committed(commit.events);
  }

  /** Checks one statement of every invariant. */
  check(statement: (invariant: Invariant) => void): void {
    for (const invariant of this.invariants) this.verify(() => statement(invariant));
  }

  /** Records the first guarantee that does not hold. The run ends after this step. */
  verify(statement: () => void): void {
    try {
      statement();
    } catch (error) {
      this.violation ??= error as ViolationError;
    }
  }

  /** A process stops without a trace, as after kill -9. */
  kill(process: Process): void {
    process.isAlive = false;
    process.silentSince = this.scheduler.now;
    this.scheduler.note(`${process.name} is killed`);
  }

  /** A process does nothing for a time and then goes on, as after SIGSTOP and SIGCONT. */
  suspend(process: Process, millis: number): void {
    process.pausedUntil = this.scheduler.now + millis;
    process.silentSince = this.scheduler.now;
    this.scheduler.note(`${process.name} is suspended for ${millis} ms`);
  }
}

function describe({ profiles, ecards, definitions = [], events }: Commit): string {
  const changed = profiles.map(
    ({ before, after }) => `${(after ?? before)?.customerNumber}/${after?.revision ?? 'gone'}`,
  );
  const cards = ecards.map(
    ({ after, before }) => `${(after ?? before)?.ecardNumber}>${after?.customerNumber ?? 'gone'}`,
  );
  return [
    ...changed,
    ...cards,
    ...definitions.map(({ after }) => `definition ${after.id}`),
    `${events.length} events`,
  ].join(' ');
}
