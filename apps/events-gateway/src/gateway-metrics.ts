import { counterOf, distributionSeries, gaugeOf, METRICS } from '@profiles/service-kit';
import type { Registry } from 'prom-client';
import { DISCONNECTIONS, type Disconnection } from './feed/listeners.js';
import type { StreamEvent } from './stream/recent-events.js';

export interface GatewayMetrics {
  received(event: StreamEvent): void;
  listed(events: number): void;
  delivered(events: number): void;
  disconnected(reason: Disconnection): void;
  backlogRead(): void;
}

/** State that is read with the metrics. */
export interface GatewayGauges {
  listeners(): number;
  waiting(): number;
}

/** The metrics of the gateway, for dashboards and alerts: docs/operating/metrics.md lists them. */
export function gatewayMetrics(registry: Registry, gauges: GatewayGauges): GatewayMetrics {
  const passedOn = counterOf(registry, METRICS.feedEvents);
  const [inPages, toListeners] = [passedOn.labels('page'), passedOn.labels('listener')];
  const delay = distributionSeries(registry, METRICS.feedDelaySeconds).add({});
  const disconnections = counterOf(registry, METRICS.feedDisconnections);
  const backlogReads = counterOf(registry, METRICS.feedBacklogReads);
  // Every series exists from the start: rate() needs a value of 0 before the first one.
  for (const series of [inPages, toListeners]) series.inc(0);
  for (const reason of DISCONNECTIONS) disconnections.inc({ reason }, 0);
  gaugeOf(registry, METRICS.feedListeners, (gauge) => gauge.set(gauges.listeners()));
  gaugeOf(registry, METRICS.feedWaiting, (gauge) => gauge.set(gauges.waiting()));
  return {
    received: ({ time }) => delay.observe(Math.max(0, Date.now() - time) / 1000),
    listed: (events) => inPages.inc(events),
    delivered: (events) => toListeners.inc(events),
    disconnected: (reason) => disconnections.inc({ reason }),
    backlogRead: () => backlogReads.inc(),
  };
}
