import type { OutboxEvent, OutboxReader } from '@profiles/mongo-store/outbox';

/** Where committed events wait, as far as the relay needs it. */
export type PendingEvents = Pick<OutboxReader, 'pending' | 'markPublished' | 'setAside'>;

/** Where events go. */
export interface MessagePublisher {
  /**
   * Resolves when the broker has it. Throws Unpublishable, BrokerAway, or anything else, which means "try again".
   * An event that may be there already is not published a second time, however long ago the first was.
   */
  publish(event: OutboxEvent, how: { mayBeThere: boolean }): Promise<{ duplicate: boolean }>;
}

/** The right to publish one partition. It ends for good: who gets the partition again has another lease. */
export interface Lease {
  readonly partition: number;
  /** What happened before may have been published by somebody else. */
  readonly takenAt: Date;
  isValid(): boolean;
}

export interface HeldLeases {
  held(): readonly Lease[];
}

/** This event can never be published, however often it is tried. */
export class Unpublishable extends Error {
  override name = 'Unpublishable';
}

/** No event can be published now. */
export class BrokerAway extends Error {
  override name = 'BrokerAway';
}

/** What there is to tell about the relay's work. */
export interface RelayObserver {
  published(event: OutboxEvent, duplicate: boolean): void;
  publishFailed(event: OutboxEvent, error: unknown): void;
  setAside(event: OutboxEvent, reason: string): void;
  /** The outbox could not be read or written; it is tried again. */
  outboxFailed(error: unknown): void;
}
