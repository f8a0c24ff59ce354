import type { Backlog, OutboxEvent } from '@profiles/mongo-store/outbox';
import { counterOf, distributionSeries, gaugeOf, METRICS } from '@profiles/service-kit';
import type { Registry } from 'prom-client';
import type { ConsumerLag } from './consumer-lag-sampler.js';
import { STREAM_ALARMS, type StreamAlarm } from './stream-monitor.js';

export interface PublisherMetrics {
  published(event: OutboxEvent, duplicate: boolean): void;
  publishFailed(): void;
  batchRefused(): void;
  park(): void;
  backlog(backlog: Backlog): void;
}

/** State that is read with the metrics. */
export interface PublisherGauges {
  leasesHeld(): number;
  streamAlarms(): readonly StreamAlarm[];
  consumerLags(): readonly ConsumerLag[];
}

/** The metrics of a publisher, for dashboards and alarms: docs/operating/metrics.md lists them. */
export function publisherMetrics(registry: Registry, gauges: PublisherGauges): PublisherMetrics {
  const published = counterOf(registry, METRICS.eventsPublished);
  const delay = distributionSeries(registry, METRICS.eventDelaySeconds).add({});
  const duplicates = counterOf(registry, METRICS.eventsDuplicate);
  const failures = counterOf(registry, METRICS.publishFailures);
  const refusedBatches = counterOf(registry, METRICS.batchesRefused);
  const parked = counterOf(registry, METRICS.eventsParked);
  const parkedNow = gaugeOf(registry, METRICS.outboxParked);
  const pending = gaugeOf(registry, METRICS.outboxPending);
  const oldest = gaugeOf(registry, METRICS.outboxOldest);
  gaugeOf(registry, METRICS.leasesHeld, (gauge) => gauge.set(gauges.leasesHeld()));
  gaugeOf(registry, METRICS.streamAlarm, (gauge) => {
    const alarms = gauges.streamAlarms();
    for (const state of STREAM_ALARMS) gauge.set({ state }, alarms.includes(state) ? 1 : 0);
  });
  const consumers = (definition: typeof METRICS.consumerPending, numberIn: (lag: ConsumerLag) => number) =>
    gaugeOf(registry, definition, (gauge) => {
      gauge.reset();
      for (const lag of gauges.consumerLags()) gauge.set({ consumer: lag.consumer }, numberIn(lag));
    });
  consumers(METRICS.consumerPending, ({ pending: waiting }) => waiting);
  consumers(METRICS.consumerUnacknowledged, ({ unacknowledged }) => unacknowledged);
  return {
    published(event, duplicate) {
      published.inc({ type: event.data.eventType });
      if (duplicate) duplicates.inc();
      delay.observe(Math.max(0, Date.now() - event.occurredAt.getTime()) / 1000);
    },
    publishFailed: () => failures.inc(),
    batchRefused: () => refusedBatches.inc(),
    park: () => parked.inc(),
    backlog(backlog) {
      parkedNow.set(backlog.parked);
      pending.set(backlog.pending);
      oldest.set(ageSecondsOf(backlog));
    },
  };
}

/** The age of the oldest waiting event, in seconds. */
export function ageSecondsOf({ oldest }: Backlog): number {
  return oldest === undefined ? 0 : Math.max(0, (Date.now() - oldest.getTime()) / 1000);
}
