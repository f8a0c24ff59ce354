import type { OutboxEvent, OutboxReader } from '@profiles/mongo-store/outbox';

/** The part of the outbox that the relay needs. */
export type PendingEvents = Pick<OutboxReader, 'pending' | 'markPublished' | 'park'>;

/** The destination of events. */
export interface MessagePublisher {
  /**
   * Resolves after the acknowledgement of the broker. With `maybePublished` an event that is in the stream already is
   * not published a second time, however long ago the first time was.
   *
   * @throws {UnpublishableEventError}
   * @throws {BrokerUnavailableError}
   * @throws any other error when another try may succeed.
   */
  publish(event: OutboxEvent, how: { maybePublished: boolean }): Promise<{ duplicate: boolean }>;
}

/** An event of a batch; see {@link MessagePublisher} for `maybePublished`. */
export interface BatchedEvent {
  readonly event: OutboxEvent;
  readonly maybePublished: boolean;
}

/** A destination that takes several events at once, where the stream allows it. */
export interface BatchPublisher extends MessagePublisher {
  /** Whether the stream takes atomic batches. */
  readonly takesBatches: boolean;
  /**
   * Publishes all of the events in their order, or none. Resolves, after the acknowledgement of the broker, with the
   * result of each. It throws what {@link MessagePublisher.publish} throws, and which events the error concerns is not
   * known: publish each by itself then.
   *
   * @throws {BatchRefusedError} when the stream took none of them as a batch.
   */
  publishBatch(events: readonly BatchedEvent[]): Promise<readonly { duplicate: boolean }[]>;
}

/** This event can never be published, whatever the number of tries. */
export class UnpublishableEventError extends Error {
  override name = 'UnpublishableEventError';
}

/** The stream was created anew, so it lacks earlier events. */
export class StreamRecreatedError extends Error {
  override name = 'StreamRecreatedError';
}

/**
 * The stream took none of the events of a batch, for example because it knows one of them already. It may take each by
 * itself.
 */
export class BatchRefusedError extends Error {
  override name = 'BatchRefusedError';
}

/** No event can be published now. */
export class BrokerUnavailableError extends Error {
  override name = 'BrokerUnavailableError';
}

/** Receives the results of the relay. */
export interface RelayObserver {
  published(event: OutboxEvent, duplicate: boolean): void;
  publishFailed(event: OutboxEvent, error: unknown): void;
  /** A batch was refused. Its events are published one by one. */
  batchRefused(error: BatchRefusedError): void;
  park(event: OutboxEvent, reason: string): void;
  /** The outbox could not be read or written. It is tried again. */
  outboxFailed(error: unknown): void;
}
