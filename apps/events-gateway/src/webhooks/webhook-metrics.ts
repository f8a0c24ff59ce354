import type { WebhookDelivery } from '@profiles/domain';
import { counterOf, distributionSeries, gaugeOf, METRICS } from '@profiles/service-kit';
import type { Registry } from 'prom-client';

export interface WebhookMetrics {
  attempted(after: WebhookDelivery, millis: number): void;
  paused(organisationId: number): void;
}

/** State that is read with the metrics. */
export interface WebhookGauges {
  leasesHeld(): number;
  failing(): number;
  behind(): number;
}

/** The metrics of webhooks: docs/operating/metrics.md lists them. */
export function webhookMetrics(registry: Registry, gauges: WebhookGauges): WebhookMetrics {
  const attempts = counterOf(registry, METRICS.webhookAttempts);
  const parked = counterOf(registry, METRICS.webhookParked);
  const paused = counterOf(registry, METRICS.webhooksPaused);
  const durations = distributionSeries(registry, METRICS.webhookAttemptSeconds).add({});
  const delay = distributionSeries(registry, METRICS.webhookDelaySeconds).add({});
  gaugeOf(registry, METRICS.webhookLeases, (gauge) => gauge.set(gauges.leasesHeld()));
  gaugeOf(registry, METRICS.webhooksFailing, (gauge) => gauge.set(gauges.failing()));
  gaugeOf(registry, METRICS.webhookIntakeBehind, (gauge) => gauge.set(gauges.behind()));
  return {
    attempted: ({ state, body, attempts: count }, millis) => {
      attempts.inc({ result: state === 'delivered' ? 'delivered' : 'failed' });
      durations.observe(millis / 1000);
      if (state === 'parked') parked.inc();
      // Retries would hide how long an ordinary delivery takes.
      if (state === 'delivered' && count === 1) delay.observe(delaySecondsOf(body));
    },
    paused: (organisationId) => paused.inc({ organisation: String(organisationId) }),
  };
}

/** The time since the change that a CloudEvent is about. */
function delaySecondsOf(body: string): number {
  const { time } = JSON.parse(body) as { time: string };
  return Math.max(0, Date.now() - Date.parse(time)) / 1000;
}
