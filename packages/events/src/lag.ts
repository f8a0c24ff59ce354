import { setTimeout as wait } from 'node:timers/promises';
import { AckPolicy, type ConsumerInfo, DeliverPolicy, type JetStreamManager, jetstream } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { isForbidden } from './nats-errors.js';
import { filterOf, type SubscriptionSettings, streamOf } from './subscription.js';

/** How far behind a subscriber is. */
export interface Lag {
  /** Events that wait, including those that are being handled. */
  readonly events: number;
  /** The age in seconds of the oldest event that waits, in the stream or here; 0 when none does. */
  readonly seconds: number;
}

const PEEK_EXPIRES_MILLIS = 1_000;
const PEEK_LIFE_MILLIS = 5_000;
const PEEK_PAUSE_MILLIS = 100;
const MAX_PEEKS = 3;

/** How many events wait for a subscriber. */
export function waitingEvents({ num_pending, num_ack_pending }: ConsumerInfo): number {
  return num_pending + num_ack_pending;
}

/**
 * When the oldest event that the subscriber has not acknowledged was stored; undefined when there is none. Subscribers
 * may not read the stream, so a consumer beside theirs (`<durable>-peek`, headers only) reads one message.
 */
export async function oldestWaitingAt(
  manager: JetStreamManager,
  settings: SubscriptionSettings,
  { ack_floor }: ConsumerInfo,
): Promise<Date | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const at = await peek(manager, settings, ack_floor.stream_seq + 1);
      if (at !== undefined || attempt === MAX_PEEKS) return at;
    } catch (error) {
      if (attempt === MAX_PEEKS || isForbidden(error)) throw error;
    }
    // Permissions allow one name only, and another process of the subscriber may have looked at the same time.
    await wait(Math.random() * PEEK_PAUSE_MILLIS * attempt);
  }
}

async function peek(
  manager: JetStreamManager,
  settings: SubscriptionSettings,
  firstSequence: number,
): Promise<Date | undefined> {
  const stream = streamOf(settings);
  const name = `${settings.durable}-peek`;
  const info = await manager.consumers.add(stream, {
    name,
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: firstSequence,
    filter_subject: filterOf(settings),
    headers_only: true,
    mem_storage: true,
    inactive_threshold: nanos(PEEK_LIFE_MILLIS),
  });
  try {
    const consumer = jetstream(settings.connection).consumers.getConsumerFromInfo(info);
    const message = await consumer.next({ expires: PEEK_EXPIRES_MILLIS });
    return message === null ? undefined : new Date(message.info.timestampNanos / 1e6);
  } finally {
    await manager.consumers.delete(stream, name).catch(() => {});
  }
}
