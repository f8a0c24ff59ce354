import type { AppStart } from './app-starts.js';
import type { Measured } from './load.js';
import { median } from './median.js';
import type { Result } from './result.js';
import { cpuOf, REFERENCE, ratiosTo, spreadOf } from './steadiness.js';
import { svgOf } from './svg.js';

/** The median of one figure over the rounds. */
const middle = ({ rounds }: Result, of: keyof Measured) => median(rounds.map((round) => round[of]));

/** The same row and number of clients, of another contender. */
function besideOf(results: readonly Result[], { row, clients }: Result, contender: string): Result | undefined {
  return results.find((one) => one.contender === contender && one.row === row && one.clients === clients);
}

const percent = (part: number) => `${(part * 100).toFixed(0)} %`;

/** The table, in Markdown. Ratios are medians of the ratios of each round; the spread is that of their middle half. */
export function tableOf(results: readonly Result[], measure: string = REFERENCE): string {
  const columns = [
    'rounds',
    'CPU µs',
    'lowest to highest',
    `to ${measure}`,
    'spread',
    'requests/s',
    'p50 ms',
    'p99 ms',
  ];
  const lines = [
    `| row | clients | contender | ${columns.join(' | ')} | MiB |`,
    `|---|---|---|${'--:|'.repeat(columns.length + 1)}`,
  ];
  for (const result of results) {
    const reference = besideOf(results, result, measure);
    const cpu = cpuOf(result);
    const ratios = reference === undefined ? [] : ratiosTo(reference, result);
    const failures = result.rounds.reduce((sum, { failures: some }) => sum + some, 0);
    const cells = [
      result.rounds.length,
      median(cpu).toFixed(0),
      `${Math.min(...cpu).toFixed(0)} to ${Math.max(...cpu).toFixed(0)}`,
      ratios.length === 0 ? '' : median(ratios).toFixed(2),
      percent(spreadOf(ratios.length === 0 || result === reference ? cpu : ratios)),
      middle(result, 'requestsPerSecond').toFixed(0),
      middle(result, 'p50Millis').toFixed(1),
      middle(result, 'p99Millis').toFixed(1),
      middle(result, 'rssMiB').toFixed(0),
    ];
    const name = failures > 0 ? `${result.contender} (${failures} failed)` : result.contender;
    lines.push(`| ${result.row} | ${result.clients} | ${name} | ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

const [BAR, GAP, LEFT, WIDTH] = [14, 10, 230, 420];
const distinct = <T>(values: readonly T[]) => [...new Set(values)];

/**
 * The ratios alone, in Markdown, for this number of clients: the cost of each contender per request relative to the ceiling,
 * and in brackets its requests per second relative to the ceiling's.
 */
export function ratiosOf(results: readonly Result[], clients: number): string {
  const those = results.filter((result) => result.clients === clients);
  const contenders = distinct(those.map(({ contender }) => contender)).filter((name) => name !== REFERENCE);
  const cellOf = (row: string, name: string) => {
    const result = those.find((one) => one.row === row && one.contender === name);
    const ceiling = result && besideOf(those, result, REFERENCE);
    if (result === undefined || ceiling === undefined) return '';
    const requests = middle(result, 'requestsPerSecond') / middle(ceiling, 'requestsPerSecond');
    return `${median(ratiosTo(ceiling, result)).toFixed(2)} (${requests.toFixed(1)})`;
  };
  const lines = distinct(those.map(({ row }) => row)).map(
    (row) => `| ${row} | ${contenders.map((name) => cellOf(row, name)).join(' | ')} |`,
  );
  const head = `| ${clients} clients | ${contenders.join(' | ')} |\n|---|${'--:|'.repeat(contenders.length)}`;
  return [head, ...lines].join('\n');
}

/** The cost of this build relative to the other build, in Markdown: of each contender that both have. */
export function ratiosToBuildOf(results: readonly Result[], commit: string): string {
  const names = distinct(results.map(({ contender }) => contender));
  const both = names.filter((name) => names.includes(`${name}@${commit}`));
  const rows = distinct(results.map(({ row, clients }) => `${row} | ${clients}`)).map((key) => {
    const cells = both.map((name) => {
      const result = results.find((one) => one.contender === name && `${one.row} | ${one.clients}` === key);
      const before = result && besideOf(results, result, `${name}@${commit}`);
      return before === undefined || result === undefined ? '' : median(ratiosTo(before, result)).toFixed(2);
    });
    return { key, cells };
  });
  const lines = rows.flatMap(({ key, cells }) =>
    cells.some((cell) => cell !== '') ? [`| ${key} | ${cells.join(' | ')} |`] : [],
  );
  const head = `| CPU to ${commit} | clients | ${both.join(' | ')} |\n|---|---|${'--:|'.repeat(both.length)}`;
  return [head, ...lines].join('\n');
}

/** How the apps started, in Markdown: the median over the rounds, and what they held afterwards. */
export function startsTableOf(starts: readonly AppStart[]): string {
  const lines = [...new Set(starts.map(({ app }) => app))].map((app) => {
    const rounds = starts.filter((start) => start.app === app);
    const ready = median(rounds.map(({ readyMillis }) => readyMillis));
    const [idle] = rounds.flatMap(({ idleMiB }) => idleMiB ?? []);
    return `| ${app} | ${ready.toFixed(0)} | ${idle?.toFixed(0) ?? ''} |`;
  });
  return ['| app | ready after ms | idle MiB |', '|---|--:|--:|', ...lines].join('\n');
}

/** The contenders that the others are compared with. */
const REFERENCES = new Set([REFERENCE, 'fastify']);

/** CPU per request as bars, to be looked at. */
export function plotOf(results: readonly Result[]): string {
  const most = new Map<string, number>();
  for (const result of results) {
    const key = `${result.row}, ${result.clients} clients`;
    most.set(key, Math.max(most.get(key) ?? 0, median(cpuOf(result))));
  }
  const parts: string[] = [];
  let y = 30;
  for (const [key, maximum] of most) {
    parts.push(`<text x="8" y="${y}" font-weight="bold">${key}</text>`);
    y += 8;
    for (const result of results.filter((one) => `${one.row}, ${one.clients} clients` === key)) {
      const micros = median(cpuOf(result));
      const width = Math.max(1, (micros / maximum) * WIDTH);
      const colour = REFERENCES.has(result.contender) ? '#999' : '#2563eb';
      parts.push(
        `<text x="${LEFT - 6}" y="${y + BAR - 3}" text-anchor="end">${result.contender}</text>`,
        `<rect x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" fill="${colour}"/>`,
        `<text x="${(LEFT + width + 5).toFixed(1)}" y="${y + BAR - 3}">${micros.toFixed(0)} µs</text>`,
      );
      y += BAR + 3;
    }
    y += GAP + 12;
  }
  return svgOf({ width: LEFT + WIDTH + 90, height: y }, parts);
}
