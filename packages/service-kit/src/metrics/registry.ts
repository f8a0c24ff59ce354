import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { METRICS } from './catalogue.js';
import { gaugeOf } from './series.js';

/**
 * Default metrics of prom-client that `promtool check metrics` rejects: gauges whose names end in `_total`. Each is the sum
 * of the metric of the same name without the ending, which stays.
 */
const MISNAMED = ['nodejs_active_resources_total', 'nodejs_active_handles_total', 'nodejs_active_requests_total'];

/** The version of the product: all packages have the same. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * The metrics of an app: those of the process, and its build.
 * @param app the value of the label `app`
 */
export function newMetrics(app: string, revision = 'unknown'): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  gaugeOf(registry, METRICS.buildInfo).set({ version, revision, node_version: process.versions.node }, 1);
  let before = performance.eventLoopUtilization();
  gaugeOf(registry, METRICS.eventLoopUtilization, (gauge) => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    gauge.set(utilization);
  });
  return registry;
}
