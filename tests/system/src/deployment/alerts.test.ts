import { readdir } from 'node:fs/promises';
import { METRICS } from '@profiles/service-kit';
import { describe, expect, test } from 'vitest';
import { CHART, dataOf, pathOf, textOf } from './repository-files.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly runbook_url: string };
}

const RULES = `${CHART}/files/alerts.yaml`;
const DASHBOARDS = `${CHART}/files/dashboards`;

const rules = (await dataOf<{ groups: { rules: Rule[] }[] }>(RULES)).groups.flatMap((group) => group.rules);

/** Metrics that no app exposes, each with its source. */
const FROM_OTHERS: Readonly<Record<string, string>> = {
  up: 'Prometheus itself',
  ALERTS: 'Prometheus itself',
  kube_cronjob_status_last_successful_time: 'kube-state-metrics',
};

/** Default metrics of prom-client that docs/operating/metrics.md lists; tests/system/src/metrics.int.test.ts reads the others. */
const DEFAULT_METRICS = new Set([
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'nodejs_eventloop_lag_p99_seconds',
]);

/** The series of a metric, by their names. A test compares the catalogue with what the apps expose at /metrics. */
function seriesNames(): Map<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  for (const { name, type, labels } of Object.values(METRICS)) {
    const suffixes = type === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
    for (const suffix of suffixes) names.set(name + suffix, suffix === '_bucket' ? [...labels, 'le'] : labels);
  }
  return names;
}

const KEYWORDS = new Set([
  'by',
  'without',
  'and',
  'or',
  'unless',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'bool',
]);

/** The metrics of a query. */
function metricsOf(query: string): string[] {
  const bare = query.replaceAll(/"[^"]*"/g, '').replaceAll(/\{[^}]*\}|\[[^\]]*\]|\b(by|without) *\([^)]*\)/g, ' ');
  const words = [...bare.matchAll(/[a-zA-Z_:][\w:]*(?! *\()\b/g)].filter(({ 0: word, index }) => {
    const after = bare.slice(index + word.length).trimStart();
    return !after.startsWith('(') && !KEYWORDS.has(word);
  });
  return words.map(([word]) => word);
}

/** The labels that a query selects or groups by. */
function labelsOf(query: string): string[] {
  const selected = [...query.matchAll(/\b(\w+) *(?:=~|!~|!=|=)(?!=) *"/g)].map(([, label = '']) => label);
  const grouped = [...query.matchAll(/\b(?:by|without) *\(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(','));
  return [...selected, ...grouped.map((label) => label.trim())];
}

/** Labels of every series: the app's own, and those of the scrape. */
const COMMON_LABELS = ['app', 'instance', 'job', 'namespace', 'cronjob', 'alertstate'];

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string }[];
}
interface Dashboard {
  readonly uid: string;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}

const dashboardFiles = await readdir(pathOf(DASHBOARDS));
const dashboards = await Promise.all(dashboardFiles.map((file) => dataOf<Dashboard>(`${DASHBOARDS}/${file}`)));

function queriesOf({ panels, templating, annotations }: Dashboard): string[] {
  const variables = templating.list.flatMap(
    ({ definition }) => definition?.replace(/^label_values\(/, '').split(',')[0] ?? [],
  );
  return [
    ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...variables,
    ...annotations.list.map(({ expr }) => expr),
  ];
}

describe('alert rules and dashboards', () => {
  const queries = [...rules.map(({ expr }) => expr), ...dashboards.flatMap(queriesOf)];

  test('use metrics that the apps expose', () => {
    const known = seriesNames();
    const used = queries.flatMap(metricsOf);
    expect(used.length).toBeGreaterThan(50);
    const unknown = used.filter((name) => !known.has(name) && !DEFAULT_METRICS.has(name) && !(name in FROM_OTHERS));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test('select and group by labels that these metrics have', () => {
    const known = seriesNames();
    for (const query of queries) {
      const labels = [...COMMON_LABELS, ...metricsOf(query).flatMap((name) => known.get(name) ?? [])];
      for (const label of labelsOf(query)) expect(labels, `${label} in ${query}`).toContain(label);
    }
  });

  test('would notice a metric that does not exist', () => {
    expect(metricsOf('sum by (le) (rate(no_such_total{a="b"}[5m])) / time() > 0.5 and up == 0')).toEqual([
      'no_such_total',
      'up',
    ]);
  });

  test('show every metric of the catalogue on a dashboard', () => {
    const used = new Set(dashboards.flatMap(queriesOf).flatMap(metricsOf));
    const missing = Object.values(METRICS)
      .filter(({ name }) => ![name, `${name}_bucket`].some((one) => used.has(one)))
      .map(({ name }) => name);
    expect(missing).toEqual([]);
  });
});

describe('alert rules', () => {
  const pageName = 'docs/operating/alerts.md';

  test('have one section each in the runbook, which their link leads to', async () => {
    const sections = [...(await textOf(pageName)).matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(rules.map(({ alert }) => alert));
    for (const { alert, annotations } of rules)
      expect(annotations.runbook_url).toBe(`${pageName}#${alert.toLowerCase()}`);
  });

  test('have sections whose links lead to headings', async () => {
    const page = await textOf(pageName);
    const anchorOf = (heading: string) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-');
    for (const [, file = '', anchor = ''] of page.matchAll(/\]\(([\w./-]*)#([\w-]+)\)/g)) {
      const path = file === '' ? pageName : file.startsWith('../') ? `docs/${file.slice(3)}` : `docs/operating/${file}`;
      const headings = [...(await textOf(path)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
      expect(headings, `${path}#${anchor}`).toContain(anchor);
    }
  });

  test('each have a test in which they fire', async () => {
    type Tests = { tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[] };
    const { tests } = await dataOf<Tests>('deploy/prometheus/alerts.test.yaml');
    const firing = tests
      .flatMap((one) => one.alert_rule_test)
      .filter(({ exp_alerts }) => exp_alerts.length > 0)
      .map(({ alertname }) => alertname);
    expect(firing).toEqual(rules.map(({ alert }) => alert));
  });
});

describe('dashboards', () => {
  test('have unique ids, and panels with a title and a query', () => {
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
    expect(dashboardFiles.sort()).toEqual(dashboards.map(({ uid }) => `${uid}.json`).sort());
    for (const { panels } of dashboards) {
      for (const { type, title, targets = [] } of panels) {
        expect(title).not.toBe('');
        expect(targets.length > 0, title).toBe(type !== 'row');
      }
    }
  });
});
