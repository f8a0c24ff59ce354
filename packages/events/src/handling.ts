import type { CustomerChangedEvent } from '@profiles/contracts/events';
import type { Positions } from './positions.js';

/** The information for a handler beside the event. */
export interface Handling {
  /** 1 at the first attempt. */
  readonly attempt: number;
  /**
   * Aborted when the handler runs longer than `handlerTimeoutMillis`, when the consumer stops, and when another process
   * took over. A handler that goes on after that may run beside a second attempt, so pass the signal on to what it
   * awaits.
   */
  readonly signal: AbortSignal;
  /**
   * True when an operator replayed a dead letter. The event then comes again although its position is known, and may
   * be older than others of its customer.
   */
  readonly isReplayedDeadLetter: boolean;
  /**
   * The W3C trace context of the message, if it has one: the publish of the event, in the trace of the call that made the
   * change. `traced` of `@profiles/events/opentelemetry` continues it.
   */
  readonly traceparent?: string | undefined;
}

/** Revisions of a customer that are missing from the stream, or were never in it. Look the customer up. */
export interface Gap {
  readonly customerNumber: number;
  readonly epoch: number;
  /** The revision that was due; undefined when no event of this customer was handled in this epoch before. */
  readonly expected: number | undefined;
  readonly found: number;
}

/** How the events of the customers are handled. */
export interface HandlingSettings {
  /**
   * Handles one event. Events of one customer come one after the other in order, those of different customers at the
   * same time. A rejected or thrown error means: try again.
   */
  readonly handle: (event: CustomerChangedEvent, handling: Handling) => Promise<void> | void;
  /** Where the consumer remembers what was handled: {@link natsPositions}, or a table of the handler's own database. */
  readonly positions: Positions;
  /**
   * How often an event is tried before it becomes a dead letter.
   *
   * @defaultValue 5
   */
  readonly maxAttempts?: number | undefined;
  /**
   * How many handlers run at the same time.
   *
   * @defaultValue 16
   */
  readonly concurrency?: number | undefined;
  /**
   * After this time, in milliseconds, an attempt has failed: its signal is aborted, `onError` gets a
   * {@link HandlerTimeoutError}, and the other customers go on.
   *
   * @defaultValue 30000
   */
  readonly handlerTimeoutMillis?: number | undefined;
  /** Called before the event behind a gap is handled. */
  readonly onGap?: ((gap: Gap) => void) | undefined;
  /**
   * Called with everything that failed and is tried again.
   *
   * @defaultValue `process.emitWarning`
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** An event that was delivered and has to be settled: handled, recognised as a repeat, or parked as a dead letter. */
export interface Delivery {
  readonly event: CustomerChangedEvent;
  readonly isReplayedDeadLetter: boolean;
  readonly traceparent?: string | undefined;
  /** Acknowledges the event. */
  readonly settle: () => void;
  /** Keeps the event as a dead letter. */
  readonly park: (reason: string) => Promise<void>;
}
