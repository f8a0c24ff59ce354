import {
  AckPolicy,
  type ConsumerConfig,
  DeliverPolicy,
  type JetStreamManager,
  jetstreamManager,
  type PriorityPolicy,
} from '@nats-io/jetstream';
import { type NatsConnection, nanos } from '@nats-io/nats-core';
import { EVENT_STREAM, EVENT_SUBJECT_PREFIX } from '@profiles/contracts/events';
import { isConsumerMissing } from './nats-errors.js';
import { PIN_TTL_MILLIS, PRIORITY_GROUP } from './pin-lease.js';

/** Which events a subscriber gets, and under which name the broker remembers how far it is. */
export interface SubscriptionSettings {
  readonly connection: NatsConnection;
  /**
   * The name of the durable consumer: letters, digits, _ and -. With the permissions of deploy/nats it is the name of
   * the user, `organisation-1-crm`. All processes of one subscriber share it.
   */
  readonly durable: string;
  /** Only events of this organisation. */
  readonly organisationId?: number;
  /** Only events of this customer. */
  readonly customerNumber?: number;
  /**
   * Where a new durable begins. One that exists goes on where it was.
   *
   * @defaultValue `'beginning'`, the oldest event that the stream keeps
   */
  readonly from?: 'beginning' | 'now' | Date;
  /**
   * After this time, in milliseconds, the broker delivers an event again that a crashed process did not acknowledge.
   * Handlers may run longer: the consumer tells the broker that it is still at work.
   *
   * @defaultValue 5000
   */
  readonly ackWaitMillis?: number;
  /**
   * Another stream than the contract's, for example the one of a replay.
   *
   * @defaultValue {@link EVENT_STREAM}
   */
  readonly stream?: string;
  /**
   * The first tokens of the subjects in that stream.
   *
   * @defaultValue {@link EVENT_SUBJECT_PREFIX}
   */
  readonly subjectPrefix?: string;
}

export const DEFAULT_ACK_WAIT_MILLIS = 5_000;
/** Events that were delivered and are not acknowledged yet, all customers together. */
export const MAX_UNSETTLED = 1_000;

/**
 * Creates the durable consumer if it is missing, without reading from it. From then on the broker keeps its place, so
 * a new subscriber first calls this with `from: 'now'`, then takes its snapshot, and then follows: see docs/events.md.
 *
 * @throws when the stream is missing, or this user may not create the consumer
 */
export async function prepareSubscription(settings: SubscriptionSettings): Promise<void> {
  await ensureConsumer(await jetstreamManager(settings.connection, { checkAPI: false }), settings);
}

/** Creates the consumer if it is missing. An existing one gets the timing of this version. */
export async function ensureConsumer(manager: JetStreamManager, settings: SubscriptionSettings): Promise<void> {
  const stream = streamOf(settings);
  const wanted = timingOf(settings);
  try {
    const { config } = await manager.consumers.info(stream, settings.durable);
    const isCurrent =
      config.ack_wait === wanted.ack_wait &&
      config.priority_timeout === wanted.priority_timeout &&
      config.priority_policy === wanted.priority_policy;
    if (!isCurrent) await manager.consumers.update(stream, settings.durable, wanted);
  } catch (error) {
    if (!isConsumerMissing(error)) throw error;
    await manager.consumers.add(stream, configOf(settings));
  }
}

export function streamOf({ stream = EVENT_STREAM }: SubscriptionSettings): string {
  return stream;
}

/** The subjects of the events that this subscriber gets. */
export function filterOf({ subjectPrefix, organisationId, customerNumber }: SubscriptionSettings): string {
  return `${subjectPrefix ?? EVENT_SUBJECT_PREFIX}.${organisationId ?? '*'}.${customerNumber ?? '*'}`;
}

function configOf(settings: SubscriptionSettings): Partial<ConsumerConfig> {
  const { durable, from = 'beginning' } = settings;
  const start =
    from instanceof Date
      ? { deliver_policy: DeliverPolicy.StartTime, opt_start_time: from.toISOString() }
      : { deliver_policy: from === 'now' ? DeliverPolicy.New : DeliverPolicy.All };
  return {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    // The subscriber itself gives up on an event, by parking it.
    max_deliver: -1,
    filter_subject: filterOf(settings),
    ...timingOf(settings),
    ...start,
  };
}

function timingOf({ ackWaitMillis = DEFAULT_ACK_WAIT_MILLIS }: SubscriptionSettings) {
  return {
    ack_wait: nanos(ackWaitMillis),
    max_ack_pending: MAX_UNSETTLED,
    priority_groups: [PRIORITY_GROUP],
    priority_policy: 'pinned_client' as const satisfies PriorityPolicy,
    priority_timeout: nanos(PIN_TTL_MILLIS),
  };
}
