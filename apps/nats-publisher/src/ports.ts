import type { OutboxEvent, OutboxReader } from '@profiles/mongo-store/outbox';

/** Where committed events wait, as far as the relay needs it. */
export type PendingEvents = Pick<OutboxReader, 'pending' | 'markPublished' | 'park'>;

/** Where events go. */
export interface MessagePublisher {
  /**
   * Resolves when the broker has it. Throws UnpublishableEventError, BrokerUnavailableError, or anything else, which means "try again".
   * An event that may be there already is not published a second time, however long ago the first was.
   */
  publish(event: OutboxEvent, how: { maybePublished: boolean }): Promise<{ duplicate: boolean }>;
}

/** The right to publish one partition. Once ended it stays so: a partition that is taken again has another lease. */
export interface Lease {
  readonly partition: number;
  /** By the clock of the database. An event from before it may have been published under another lease. */
  readonly takenAt: Date;
  isValid(): boolean;
}

export interface HeldLeases {
  held(): readonly Lease[];
}

/** This publisher works on no partition. */
export class NoLeasesError extends Error {
  override name = 'NoLeasesError';
}

/** This event can never be published, however often it is tried. */
export class UnpublishableEventError extends Error {
  override name = 'UnpublishableEventError';
}

/** The stream was created anew, so it lacks the events of before. */
export class StreamRecreatedError extends Error {
  override name = 'StreamRecreatedError';
}

/** No event can be published now. */
export class BrokerUnavailableError extends Error {
  override name = 'BrokerUnavailableError';
}

/** What there is to tell about the relay's work. */
export interface RelayObserver {
  published(event: OutboxEvent, duplicate: boolean): void;
  publishFailed(event: OutboxEvent, error: unknown): void;
  park(event: OutboxEvent, reason: string): void;
  /** The outbox could not be read or written; it is tried again. */
  outboxFailed(error: unknown): void;
}
