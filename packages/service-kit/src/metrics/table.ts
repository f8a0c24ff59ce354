import type { MetricDefinition } from './catalogue.js';

const [START, END] = ['<!-- metrics: start -->', '<!-- metrics: end -->'];

/**
 * A page with its table of metrics made anew from the catalogue. The table stands between two comments.
 *
 * @throws when the comments are missing
 */
export function metricsTable(page: string, metrics: readonly MetricDefinition[]): string {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < 0) throw new Error(`The page lacks the comments ${START} and ${END}.`);
  const rows = metrics.map(({ name, type, labels, apps, help }) => {
    const labelled = labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${type} | ${labelled} | ${apps.length === 4 ? 'all' : apps.join(', ')} | ${help} |`;
  });
  const table = ['| metric | type | labels | apps | meaning |', '|---|---|---|---|---|', ...rows].join('\n');
  return `${page.slice(0, start)}${START}\n${table}\n${page.slice(end)}`;
}
