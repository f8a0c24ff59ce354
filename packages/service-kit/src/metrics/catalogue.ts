/** An app of this repository, as the label `app` of its metrics names it. */
export type AppName = 'profiles-service' | 'openapi-adapter' | 'nats-publisher' | 'events-gateway' | 'retention';

/** A metric as it is exposed at `/metrics`. */
export interface MetricDefinition<L extends string = string> {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly L[];
  readonly apps: readonly AppName[];
  /** The upper bounds of a histogram, in seconds. */
  readonly buckets?: readonly number[];
}

export const EVERY_APP: readonly AppName[] = [
  'profiles-service',
  'openapi-adapter',
  'nats-publisher',
  'events-gateway',
  'retention',
];
/** The apps that carry out the operations of the contract. */
const CALLED: readonly AppName[] = ['profiles-service', 'openapi-adapter', 'events-gateway'];
const GATEWAY: readonly AppName[] = ['events-gateway'];
const SERVICE: readonly AppName[] = ['profiles-service'];
const PUBLISHER: readonly AppName[] = ['nats-publisher'];
const WITH_DATABASE: readonly AppName[] = ['profiles-service', 'nats-publisher', 'retention'];

const REQUEST_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
/** Fewer, because each caller has its own series. */
const CALLER_BUCKETS = [0.01, 0.05, 0.25, 1, 5];
const COMMAND_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
/** From one poll of the outbox to the alarm of the backlog. */
const DELAY_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600];

type Kind = Pick<MetricDefinition, 'type' | 'buckets'>;
const COUNTER: Kind = { type: 'counter' };
const GAUGE: Kind = { type: 'gauge' };
const histogram = (buckets: readonly number[]): Kind => ({ type: 'histogram', buckets });

function metric<const L extends string = never>(
  { name, labels = [], ...kind }: Kind & { readonly name: string; readonly labels?: readonly L[] },
  apps: readonly AppName[],
  help: string,
): MetricDefinition<L> {
  return { name, labels, apps, help, ...kind };
}

/**
 * Every metric of the product, beside the default metrics of prom-client. `docs/operating/metrics.md` is generated from
 * this table, and tests compare it with what the apps expose. Names follow the conventions of Prometheus, as
 * `promtool check metrics` checks them. A published name never changes its meaning.
 */
export const METRICS = {
  buildInfo: metric(
    { ...GAUGE, name: 'build_info', labels: ['version', 'revision', 'node_version'] },
    EVERY_APP,
    'Always 1. The labels name the version, the revision (BUILD_REVISION) and the version of Node.js.',
  ),
  eventLoopUtilization: metric(
    { ...GAUGE, name: 'event_loop_utilization_ratio' },
    EVERY_APP,
    'The part of the time since the last scrape in which the event loop was busy: 0 to 1.',
  ),
  httpRequests: metric(
    { ...COUNTER, name: 'http_requests_total', labels: ['method', 'route', 'status'] },
    EVERY_APP,
    'Requests completed.',
  ),
  httpRequestSeconds: metric(
    { ...histogram(REQUEST_BUCKETS), name: 'http_request_seconds', labels: ['method', 'route'] },
    EVERY_APP,
    'Time from the request line to the end of the response.',
  ),
  httpRequestsShed: metric(
    { ...COUNTER, name: 'http_requests_shed_total', labels: ['reason'] },
    [...CALLED, ...PUBLISHER],
    'Requests rejected under load: too many in flight, or delayed too long by the event loop.',
  ),
  httpRequestsInFlight: metric(
    { ...GAUGE, name: 'http_requests_in_flight' },
    [...CALLED, ...PUBLISHER],
    'Requests in flight.',
  ),
  operationCalls: metric(
    { ...COUNTER, name: 'operation_calls_total', labels: ['operation', 'code'] },
    CALLED,
    'Calls of an operation, by error code; `ok` is a success.',
  ),
  operationSeconds: metric(
    { ...histogram(REQUEST_BUCKETS), name: 'operation_seconds', labels: ['operation'] },
    CALLED,
    'Time of a call of an operation, refused and failed calls included.',
  ),
  callerCalls: metric(
    { ...COUNTER, name: 'caller_calls_total', labels: ['organisation', 'client', 'code'] },
    CALLED,
    'Calls of a client of an organisation, by error code. The 50 busiest callers have their own series; the rest is `other`.',
  ),
  callerSeconds: metric(
    { ...histogram(CALLER_BUCKETS), name: 'caller_seconds', labels: ['organisation', 'client'] },
    CALLED,
    'Time of a call of a client of an organisation, with the same callers.',
  ),
  callRefusals: metric(
    { ...COUNTER, name: 'call_refusals_total', labels: ['reason'] },
    CALLED,
    'Calls that were refused, by the check that refused them.',
  ),
  quotaRefusals: metric(
    { ...COUNTER, name: 'quota_refusals_total', labels: ['quota'] },
    CALLED,
    'Calls that were refused with 429, by the quota that was used up.',
  ),
  idempotentReplays: metric(
    { ...COUNTER, name: 'idempotent_replays_total', labels: ['operation'] },
    CALLED,
    'Calls with an Idempotency-Key that got the stored response of the first call.',
  ),
  writeRetries: metric(
    { ...COUNTER, name: 'write_retries_total', labels: ['operation', 'reason'] },
    SERVICE,
    'Attempts of a write that were repeated because another write was faster. After 40 attempts the call gets 618.',
  ),
  limitSyncs: metric(
    { ...COUNTER, name: 'limit_syncs_total', labels: ['result'] },
    SERVICE,
    'Exchanges of counted calls with the other processes. While they fail, limits count per process.',
  ),
  poolConnections: metric(
    { ...GAUGE, name: 'mongodb_pool_connections', labels: ['state'] },
    WITH_DATABASE,
    'Connections to the database: in use, or idle.',
  ),
  poolWaiting: metric(
    { ...GAUGE, name: 'mongodb_pool_waiting' },
    WITH_DATABASE,
    'Commands that wait for a connection to the database.',
  ),
  poolMaximum: metric(
    { ...GAUGE, name: 'mongodb_pool_max_connections' },
    WITH_DATABASE,
    'The limit of connections to each server of the database (MONGODB_POOL_SIZE).',
  ),
  checkoutSeconds: metric(
    { ...histogram(COMMAND_BUCKETS), name: 'mongodb_checkout_seconds' },
    WITH_DATABASE,
    'Time that a command waited for a connection to the database.',
  ),
  checkoutFailures: metric(
    { ...COUNTER, name: 'mongodb_checkout_failures_total' },
    WITH_DATABASE,
    'Commands that got no connection to the database.',
  ),
  commandSeconds: metric(
    { ...histogram(COMMAND_BUCKETS), name: 'mongodb_command_seconds' },
    WITH_DATABASE,
    'Time of a command on its connection to the database.',
  ),
  eventsPublished: metric(
    { ...COUNTER, name: 'events_published_total', labels: ['type'] },
    PUBLISHER,
    'Events that the broker acknowledged.',
  ),
  eventDelaySeconds: metric(
    { ...histogram(DELAY_BUCKETS), name: 'event_delay_seconds' },
    PUBLISHER,
    'Time from a change to the acknowledgement of its event by the broker.',
  ),
  eventsDuplicate: metric(
    { ...COUNTER, name: 'events_duplicate_total' },
    PUBLISHER,
    'Acknowledged events that the broker already had.',
  ),
  publishFailures: metric(
    { ...COUNTER, name: 'publish_failures_total' },
    PUBLISHER,
    'Failed attempts to publish, which are repeated.',
  ),
  batchesRefused: metric(
    { ...COUNTER, name: 'publish_batches_refused_total' },
    PUBLISHER,
    'Atomic batches that the stream refused. Their events are published one by one.',
  ),
  eventsParked: metric(
    { ...COUNTER, name: 'events_set_aside_total' },
    PUBLISHER,
    'Events that this publisher parked, because they can never be published as they are.',
  ),
  webhookAttempts: metric(
    { ...COUNTER, name: 'webhook_attempts_total', labels: ['result'] },
    GATEWAY,
    'Attempts to deliver an event to a webhook: `delivered` or `failed`.',
  ),
  webhookAttemptSeconds: metric(
    { ...histogram(REQUEST_BUCKETS), name: 'webhook_attempt_seconds' },
    GATEWAY,
    'Time of an attempt, from its start to the response of the receiver or to the failure.',
  ),
  webhookDelaySeconds: metric(
    { ...histogram(DELAY_BUCKETS), name: 'webhook_delay_seconds' },
    GATEWAY,
    'Time from a change to the response of the receiver, of deliveries that succeeded at the first attempt.',
  ),
  webhookParked: metric(
    { ...COUNTER, name: 'webhook_deliveries_parked_total' },
    GATEWAY,
    'Deliveries that were given up after the last attempt. The owner can send them again with redeliver.',
  ),
  webhooksPaused: metric(
    { ...COUNTER, name: 'webhooks_paused_total', labels: ['organisation'] },
    GATEWAY,
    'Webhooks that were paused because every attempt had failed for days, by the organisation to tell.',
  ),
  webhooksFailing: metric(
    { ...GAUGE, name: 'webhooks_failing' },
    GATEWAY,
    'Webhooks of this worker of which the last attempt failed.',
  ),
  webhookLeases: metric(
    { ...GAUGE, name: 'webhook_leases_held' },
    GATEWAY,
    'Partitions of webhooks that this worker sends to.',
  ),
  webhookIntakeBehind: metric(
    { ...GAUGE, name: 'webhook_intake_behind_events' },
    GATEWAY,
    'Events of the stream that are not deliveries yet; 0 in workers that do not read the stream for webhooks.',
  ),
  outboxParked: metric(
    { ...GAUGE, name: 'outbox_set_aside' },
    PUBLISHER,
    'Parked events. Each stops the events of its customer: `npm run events -- parked` lists them.',
  ),
  outboxPending: metric({ ...GAUGE, name: 'outbox_pending' }, PUBLISHER, 'Events that wait, for all publishers.'),
  outboxOldest: metric(
    { ...GAUGE, name: 'outbox_oldest_pending_seconds' },
    PUBLISHER,
    'The age of the oldest waiting event; 0 when none waits.',
  ),
  leasesHeld: metric(
    { ...GAUGE, name: 'leases_held' },
    PUBLISHER,
    'The number of partitions that this publisher works on.',
  ),
  streamAlarm: metric(
    { ...GAUGE, name: 'stream_alarm', labels: ['state'] },
    PUBLISHER,
    'Whether the stream is in a state that needs attention: 1 or 0.',
  ),
  consumerPending: metric(
    { ...GAUGE, name: 'stream_consumer_pending', labels: ['consumer'] },
    PUBLISHER,
    'The lag of a durable consumer: events in the stream that were not delivered to it yet.',
  ),
  consumerUnacknowledged: metric(
    { ...GAUGE, name: 'stream_consumer_unacknowledged', labels: ['consumer'] },
    PUBLISHER,
    'Events that were delivered to a durable consumer and not acknowledged yet.',
  ),
  feedEvents: metric(
    { ...COUNTER, name: 'feed_events_total', labels: ['way'] },
    GATEWAY,
    'Events that were passed on: in a page of the feed, or to a listener of the stream.',
  ),
  feedDelaySeconds: metric(
    { ...histogram(DELAY_BUCKETS), name: 'feed_delay_seconds' },
    GATEWAY,
    'Time from a change to the moment when the gateway had its event.',
  ),
  feedListeners: metric({ ...GAUGE, name: 'feed_listeners' }, GATEWAY, 'Open connections of the event stream.'),
  feedWaiting: metric({ ...GAUGE, name: 'feed_waiting' }, GATEWAY, 'Calls of the feed that wait for an event.'),
  feedDisconnections: metric(
    { ...COUNTER, name: 'feed_disconnections_total', labels: ['reason'] },
    GATEWAY,
    'Listeners that the gateway disconnected, by the reason. They resume from the last id that they received.',
  ),
  feedBacklogReads: metric(
    { ...COUNTER, name: 'feed_backlog_reads_total' },
    GATEWAY,
    'Reads of older events from the stream. Newer events are in the memory of the gateway.',
  ),
  purgedProfiles: metric({ ...COUNTER, name: 'purge_profiles_total' }, ['retention'], 'Profiles purged.'),
  purgeFinished: metric(
    { ...GAUGE, name: 'purge_finished_timestamp_seconds' },
    ['retention'],
    'Time of the last successful run.',
  ),
} as const;
