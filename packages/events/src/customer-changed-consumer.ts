import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { ConsumerSettings, CustomerChangedConsumer } from './consumer-settings.js';
import { ensureDeadLetterStream } from './dead-letters.js';
import { RunningConsumer } from './running-consumer.js';
import { ensureConsumer, streamOf } from './subscription.js';

/**
 * Hands each change of a customer to the handler once and in order, on a durable pull consumer. Of several processes
 * with the same durable one works and the others stand by; they take over at once when it stops, and within five
 * seconds when it dies. Later failures go to `onError` and are tried again.
 *
 * @throws when the stream is missing, or this user may not read it
 */
export async function createCustomerChangedConsumer(settings: ConsumerSettings): Promise<CustomerChangedConsumer> {
  const manager = await jetstreamManager(settings.connection, { checkAPI: false });
  await ensureConsumer(manager, settings);
  // With the permissions of deploy/nats the publisher creates it. Without it dead letters wait, and onError says so.
  await ensureDeadLetterStream(manager).catch(() => {});
  const consumer = await jetstream(settings.connection).consumers.get(streamOf(settings), settings.durable);
  return new RunningConsumer(settings, { manager, consumer }).start();
}
