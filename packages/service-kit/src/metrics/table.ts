import { EVERY_APP, type MetricDefinition } from './catalogue.js';

/** The table of metrics for docs/operating/metrics.md. */
export function metricsTable(metrics: readonly MetricDefinition[]): string {
  const rows = metrics.map(({ name, type, labels, apps, help }) => {
    const labelled = labels.map((label) => `\`${label}\``).join(', ');
    const shownApps = apps.length === EVERY_APP.length ? 'all' : apps.join(', ');
    return `| \`${name}\` | ${type} | ${labelled} | ${shownApps} | ${help} |`;
  });
  return ['| metric | type | labels | apps | meaning |', '|---|---|---|---|---|', ...rows].join('\n');
}
