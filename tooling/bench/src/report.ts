import type { AppStart } from './app-starts.js';
import type { ContenderName } from './contenders/contender.js';
import type { Measured } from './load.js';
import { median } from './median.js';
import { svgOf } from './svg.js';

/** What was measured of one contender in one row, over all rounds. */
export interface Result {
  readonly row: string;
  readonly clients: number;
  readonly contender: ContenderName;
  readonly rounds: readonly Measured[];
}

/** The median of one figure over the rounds, and how far the rounds lie apart. */
function figure({ rounds }: Result, of: keyof Measured): { median: number; low: number; high: number } {
  const values = rounds.map((round) => round[of]);
  return { median: median(values), low: Math.min(...values), high: Math.max(...values) };
}

/** The table, in Markdown. Ratios are to one of the contenders. */
export function tableOf(results: readonly Result[], measure: ContenderName = 'ceiling'): string {
  const columns = ['CPU µs', 'spread', `to ${measure}`, 'requests/s', 'p50 ms', 'p99 ms', 'MiB'];
  const lines = [
    `| row | clients | contender | ${columns.join(' | ')} |`,
    `|---|---|---|${'--:|'.repeat(columns.length)}`,
  ];
  for (const result of results) {
    const compared = results.find(
      (one) => one.contender === measure && one.row === result.row && one.clients === result.clients,
    );
    const cpu = figure(result, 'cpuMicrosPerRequest');
    const base = compared === undefined ? cpu.median : figure(compared, 'cpuMicrosPerRequest').median;
    const failures = result.rounds.reduce((sum, { failures: some }) => sum + some, 0);
    const cells = [
      cpu.median.toFixed(0),
      `${cpu.low.toFixed(0)} to ${cpu.high.toFixed(0)}`,
      (cpu.median / base).toFixed(2),
      figure(result, 'requestsPerSecond').median.toFixed(0),
      figure(result, 'p50Millis').median.toFixed(1),
      figure(result, 'p99Millis').median.toFixed(1),
      figure(result, 'rssMiB').median.toFixed(0),
    ];
    const name = failures > 0 ? `${result.contender} (${failures} failed)` : result.contender;
    lines.push(`| ${result.row} | ${result.clients} | ${name} | ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

const [BAR, GAP, LEFT, WIDTH] = [14, 10, 230, 420];

/**
 * The ratios alone, in Markdown: for this number of clients, the cost of each contender per request relative to the ceiling, and in brackets
 * how many requests it answers to one of the ceiling's.
 */
export function ratiosOf(results: readonly Result[], clients: number): string {
  const those = results.filter((result) => result.clients === clients);
  const distinct = <T>(values: readonly T[]) => [...new Set(values)];
  const contenders = distinct(those.map(({ contender }) => contender)).filter((name) => name !== 'ceiling');
  const at = (row: string, name: ContenderName) => those.find((one) => one.row === row && one.contender === name);
  const cellOf = (row: string, name: ContenderName) => {
    const [result, ceiling] = [at(row, name), at(row, 'ceiling')];
    if (result === undefined || ceiling === undefined) return '';
    const ratio = (of: keyof Measured) => figure(result, of).median / figure(ceiling, of).median;
    return `${ratio('cpuMicrosPerRequest').toFixed(2)} (${ratio('requestsPerSecond').toFixed(1)})`;
  };
  const lines = distinct(those.map(({ row }) => row)).map(
    (row) => `| ${row} | ${contenders.map((name) => cellOf(row, name)).join(' | ')} |`,
  );
  const head = `| ${clients} clients | ${contenders.join(' | ')} |\n|---|${'--:|'.repeat(contenders.length)}`;
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

/** What others are compared with. */
const MEASURES = new Set<ContenderName>(['ceiling', 'fastify']);

/** CPU per request as bars, to be looked at. */
export function plotOf(results: readonly Result[]): string {
  const most = new Map<string, number>();
  for (const result of results) {
    const key = `${result.row}, ${result.clients} clients`;
    most.set(key, Math.max(most.get(key) ?? 0, figure(result, 'cpuMicrosPerRequest').median));
  }
  const parts: string[] = [];
  let y = 30;
  for (const [key, maximum] of most) {
    parts.push(`<text x="8" y="${y}" font-weight="bold">${key}</text>`);
    y += 8;
    for (const result of results.filter((one) => `${one.row}, ${one.clients} clients` === key)) {
      const { median } = figure(result, 'cpuMicrosPerRequest');
      const width = Math.max(1, (median / maximum) * WIDTH);
      const colour = MEASURES.has(result.contender) ? '#999' : '#2563eb';
      parts.push(
        `<text x="${LEFT - 6}" y="${y + BAR - 3}" text-anchor="end">${result.contender}</text>`,
        `<rect x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" fill="${colour}"/>`,
        `<text x="${(LEFT + width + 5).toFixed(1)}" y="${y + BAR - 3}">${median.toFixed(0)} µs</text>`,
      );
      y += BAR + 3;
    }
    y += GAP + 12;
  }
  return svgOf({ width: LEFT + WIDTH + 90, height: y }, parts);
}
