import type { Commit, IdempotencyKey } from '@profiles/application';
import type { NamedOperation } from '@profiles/contracts';
import { createMemoryStore, type MemoryStore } from '@profiles/memory-store';
import { type Process, START_MILLIS } from '../runtime/scheduler.js';
import type { Broker } from './broker.js';
import type { Call } from './calls.js';
import { Core, type CoreSettings } from './core.js';
import type { Committed } from './model.js';
import type { Outbox } from './outbox.js';

/** Higher than the ids of addresses, so that one is not taken for the other. */
export const FIRST_CUSTOMER_NUMBER = 5_000_000;

/** Sees what happens in a world. Every method can throw a ViolationError. */
export interface Observer {
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

interface WorldSettings extends CoreSettings {
  readonly invariants: readonly Observer[];
  /** By name, `profiles.create`. */
  readonly operations: ReadonlyMap<string, NamedOperation>;
}

/** One simulated installation: the store, the processes around it, and all that is known about what they did. */
export class World extends Core {
  readonly store: MemoryStore;
  readonly calls: Call[] = [];
  readonly callsById = new Map<string, Call>();
  /** The claims on Idempotency-Keys, by the id of their record. */
  readonly claims = new Map<string, { readonly key: IdempotencyKey; readonly process: Process }>();
  readonly invariants: readonly Observer[];
  readonly operations: ReadonlyMap<string, NamedOperation>;
  outbox: Outbox | undefined;
  broker: Broker | undefined;

  constructor({ invariants, operations, ...settings }: WorldSettings) {
    super(settings);
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
  check(statement: (invariant: Observer) => void): void {
    for (const invariant of this.invariants) this.verify(() => statement(invariant));
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
