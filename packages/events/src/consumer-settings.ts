import type { HandlingSettings } from './handling.js';
import type { Lag } from './lag.js';
import type { RetentionWarning } from './retention-watch.js';
import type { SubscriptionSettings } from './subscription.js';

/** The settings of a subscriber. */
export interface ConsumerSettings extends SubscriptionSettings, HandlingSettings {
  /**
   * How long, in milliseconds, a stop waits for the handlers at work. Their signals are aborted when it begins.
   *
   * @defaultValue 10000
   */
  readonly stopTimeoutMillis?: number;
  /**
   * How long the stream keeps events, in milliseconds.
   *
   * @defaultValue what the stream says, and the 30 days of the contract where this user may not read it
   */
  readonly retentionMillis?: number;
  /**
   * Called when 80 % of the retention has passed for the oldest waiting event, and every hour while that lasts.
   *
   * @defaultValue `process.emitWarning`
   */
  readonly onRetentionWarning?: (warning: RetentionWarning) => void;
}

/** A subscriber at work. */
export interface CustomerChangedConsumer {
  /** How far behind the subscriber is, all its processes together. */
  lag(): Promise<Lag>;
  /**
   * Ends the work, within `stopTimeoutMillis` and a few seconds. What was handled is noted and acknowledged; the rest
   * goes to another process, or to the next start, at once.
   */
  stop(): Promise<void>;
  /** Resolves when the consumer has stopped: by {@link CustomerChangedConsumer.stop}, or with its connection. */
  readonly done: Promise<void>;
}
