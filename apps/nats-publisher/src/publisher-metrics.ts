import type { Backlog, OutboxEvent } from '@profiles/mongo-store/outbox';
import { Counter, Gauge, type Registry } from 'prom-client';
import { STREAM_ALARMS, type StreamAlarm } from './stream-monitor.js';

export interface PublisherMetrics {
  published(event: OutboxEvent, duplicate: boolean): void;
  publishFailed(): void;
  park(): void;
  backlog(backlog: Backlog): void;
}

/** State that is read with the metrics. */
export interface PublisherGauges {
  leasesHeld(): number;
  streamAlarms(): readonly StreamAlarm[];
}

/** The metrics of a publisher, for dashboards and alarms: docs/operations.md lists those to watch. */
export function publisherMetrics(registry: Registry, gauges: PublisherGauges): PublisherMetrics {
  const registers = [registry];
  const published = new Counter({
    name: 'events_published_total',
    help: 'Events that the broker acknowledged.',
    labelNames: ['type'],
    registers,
  });
  const duplicates = new Counter({
    name: 'events_duplicate_total',
    help: 'Acknowledged events that the broker already had.',
    registers,
  });
  const failures = new Counter({
    name: 'publish_failures_total',
    help: 'Failed tries, which are repeated.',
    registers,
  });
  const parked = new Counter({
    name: 'events_set_aside_total',
    help: 'Events that this publisher parked, because they can never be published as they are.',
    registers,
  });
  const parkedNow = new Gauge({
    name: 'outbox_set_aside',
    help: 'Parked events. Each stops the events of its customer: `npm run events -- parked` lists them.',
    registers,
  });
  const pending = new Gauge({ name: 'outbox_pending', help: 'Events that wait, for all publishers.', registers });
  const oldest = new Gauge({
    name: 'outbox_oldest_pending_seconds',
    help: 'The age of the oldest waiting event; 0 when none waits.',
    registers,
  });
  new Gauge({
    name: 'leases_held',
    help: 'The number of partitions that this publisher works on.',
    registers,
    collect() {
      this.set(gauges.leasesHeld());
    },
  });
  new Gauge({
    name: 'stream_alarm',
    help: 'Whether the stream is in a state that needs attention: 1 or 0.',
    labelNames: ['state'],
    registers,
    collect() {
      const alarms = gauges.streamAlarms();
      for (const state of STREAM_ALARMS) this.set({ state }, alarms.includes(state) ? 1 : 0);
    },
  });
  return {
    published(event, duplicate) {
      published.inc({ type: event.data.eventType });
      if (duplicate) duplicates.inc();
    },
    publishFailed: () => failures.inc(),
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
