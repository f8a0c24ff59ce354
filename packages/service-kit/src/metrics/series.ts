import { Counter, Gauge, type Metric, type Registry } from 'prom-client';
import type { MetricDefinition } from './catalogue.js';

/** A counter of the catalogue. */
export function counterOf<L extends string>(registry: Registry, definition: MetricDefinition<L>): Counter<L> {
  return new Counter(configOf(registry, definition));
}

/** A gauge of the catalogue. `read` is called at each scrape. */
export function gaugeOf<L extends string>(
  registry: Registry,
  definition: MetricDefinition<L>,
  read?: (gauge: Gauge<L>) => void,
): Gauge<L> {
  return new Gauge({
    ...configOf(registry, definition),
    ...(read !== undefined && {
      collect() {
        read(this);
      },
    }),
  });
}

function configOf<L extends string>(registry: Registry, { name, help, labels }: MetricDefinition<L>) {
  return { name, help, labelNames: labels, registers: [registry] };
}

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly labels: Record<string, string>;
  readonly value: number;
  readonly metricName?: string;
}

/**
 * Exposes values that are counted elsewhere. prom-client validates and hashes the labels at every observation, which costs
 * more than a microsecond; the request path counts in objects that it holds instead, and they are read at a scrape.
 */
function expose(registry: Registry, { name, help, type }: MetricDefinition, samples: () => Sample[]): void {
  const metric = { name, help, type, get: async () => ({ name, help, type, aggregator: 'sum', values: samples() }) };
  registry.registerMetric(metric as unknown as Metric);
}

/** The count of one combination of labels. */
export interface Count {
  value: number;
}

/** The distribution of one combination of labels. */
export interface Distribution {
  observe(value: number): void;
}

/** The combinations of labels of one metric. */
export interface Series<T> {
  /** Creates a combination of labels. Its caller keeps it. */
  add(labels: Labels): T;
  /** Ends a combination of labels: it is not exposed any longer. */
  remove(series: T): void;
}

/**
 * A counter whose combinations of labels are held by the code that counts.
 * @param beforeScrape called before the values are read
 */
export function countSeries(
  registry: Registry,
  definition: MetricDefinition,
  beforeScrape?: () => void,
): Series<Count> {
  const all = new Map<Count, Labels>();
  expose(registry, definition, () => {
    beforeScrape?.();
    return Array.from(all, ([{ value }, labels]) => ({ labels: { ...labels }, value }));
  });
  return {
    add(labels) {
      const count = { value: 0 };
      all.set(count, labels);
      return count;
    },
    remove: (count) => void all.delete(count),
  };
}

/** A histogram whose combinations of labels are held by the code that observes. */
export function distributionSeries(registry: Registry, definition: MetricDefinition): Series<Distribution> {
  const { name, buckets = [] } = definition;
  const all = new Map<Buckets, Labels>();
  expose(registry, definition, () =>
    Array.from(all, ([{ counts, sum }, labels]) => {
      let total = 0;
      const bounded = buckets.map((bound, index) => {
        total += counts[index] ?? 0;
        return { metricName: `${name}_bucket`, labels: { ...labels, le: String(bound) }, value: total };
      });
      const count = total + (counts[buckets.length] ?? 0);
      return [
        ...bounded,
        { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
        { metricName: `${name}_sum`, labels: { ...labels }, value: sum },
        { metricName: `${name}_count`, labels: { ...labels }, value: count },
      ];
    }).flat(),
  );
  return {
    add(labels) {
      const distribution = new Buckets(buckets);
      all.set(distribution, labels);
      return distribution;
    },
    remove: (distribution) => void all.delete(distribution as Buckets),
  };
}

class Buckets implements Distribution {
  readonly #bounds: readonly number[];
  /** One more than there are bounds: the last one is of the values above all of them. */
  readonly counts: number[];
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  observe(value: number): void {
    const bounds = this.#bounds;
    let index = 0;
    while (index < bounds.length && value > (bounds[index] as number)) index += 1;
    this.counts[index] = (this.counts[index] as number) + 1;
    this.sum += value;
  }
}
