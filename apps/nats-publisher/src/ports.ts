import type { CustomerChangedData } from '@profiles/contracts';

/** An event that waits to be published. */
export interface PendingEvent {
  readonly id: string;
  readonly customerNumber: number;
  readonly revision: number;
  readonly partition: number;
  readonly occurredAt: Date;
  readonly data: CustomerChangedData;
}

export interface PendingBatch {
  readonly events: readonly PendingEvent[];
  /** How many were read but must wait for an earlier one of their customer. */
  readonly heldBack: number;
}

/** Where committed events wait. */
export interface OutboxReader {
  /** The oldest events. One is given only together with all earlier pending ones of its customer, in their order. */
  pending(wanted: { partitions: readonly number[]; limit: number }): Promise<PendingBatch>;
  markPublished(events: readonly PendingEvent[]): Promise<void>;
  /** Takes an event that can never be published out of the way. The later ones of its customer stay held back. */
  setAside(event: PendingEvent, reason: string): Promise<void>;
}

/** Where events go. */
export interface MessagePublisher {
  /** Resolves when the broker has it. Throws Unpublishable, BrokerAway, or anything else, which means "try again". */
  publish(event: PendingEvent): Promise<{ duplicate: boolean }>;
}

/** The right to publish one partition. It ends for good: who gets the partition again has another lease. */
export interface Lease {
  readonly partition: number;
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
  published(event: PendingEvent, duplicate: boolean): void;
  publishFailed(event: PendingEvent, error: unknown): void;
  setAside(event: PendingEvent, reason: string): void;
  /** The outbox could not be read or written; it is tried again. */
  outboxFailed(error: unknown): void;
}
