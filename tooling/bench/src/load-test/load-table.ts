import { doneIn, type Outcomes, shareShed } from './recorder.js';
import type { Run, Window } from './run.js';
import type { Vitals } from './watch.js';

type Column = readonly [title: string, cell: (run: Run) => string];

const whole = (value: number) => value.toFixed(0);
const millis = (value: number) => (value < 10 ? value.toFixed(1) : whole(value));

const COLUMNS: readonly Column[] = [
  ['asked/s', ({ ratePerSecond }) => whole(ratePerSecond)],
  ['done/s', ({ total }) => whole(doneIn(total) / total.seconds)],
  ['refused', ({ total }) => `${(shareShed(total) * 100).toFixed(1)} %`],
  ['p50', ({ total }) => millis(total.answered.p50)],
  ['p90', ({ total }) => millis(total.answered.p90)],
  ['p99', ({ total }) => millis(total.answered.p99)],
  ['p99.9', ({ total }) => millis(total.answered.p999)],
  ['max', ({ total }) => millis(total.answered.max)],
  ['p99 of refusals', ({ total }) => (shareShed(total) === 0 ? '' : millis(total.refused.p99))],
  ['loop delay, median and max', (run) => spreadOf(run, ({ loopDelayP99 }) => loopDelayP99)],
  ['callers’ own delay, median and max', (run) => spread(run.windows.map(({ callersDelayP99 }) => callersDelayP99))],
  ['MiB, at first, at last, most', (run) => courseOf(run, ({ rssMiB }) => rssMiB)],
  ['outbox, median and max', (run) => spreadOf(run, ({ outboxPending }) => outboxPending)],
  ['statuses', ({ total }) => statusesOf(total)],
];

/** The runs as a table in Markdown; times are in milliseconds. */
export function loadTable(runs: readonly Run[]): string {
  return [
    `| run | ${COLUMNS.map(([title]) => title).join(' | ')} |`,
    `|---|${'--:|'.repeat(COLUMNS.length)}`,
    ...runs.map((run) => `| ${run.name} | ${COLUMNS.map(([, cell]) => cell(run)).join(' | ')} |`),
  ].join('\n');
}

function statusesOf({ statuses }: Outcomes): string {
  return Object.entries(statuses)
    .map(([status, count]) => `${status}: ${count}`)
    .join(', ');
}

function told({ windows }: Run, of: (vitals: Vitals) => number): number[] {
  return windows.flatMap(({ vitals }: Window) => (vitals === undefined ? [] : [of(vitals)]));
}

function spreadOf(run: Run, of: (vitals: Vitals) => number): string {
  return spread(told(run, of));
}

function spread(figures: readonly number[]): string {
  const values = [...figures].sort((a, b) => a - b);
  return `${whole(values[values.length >> 1] ?? 0)}, ${whole(values.at(-1) ?? 0)}`;
}

function courseOf(run: Run, of: (vitals: Vitals) => number): string {
  const values = told(run, of);
  return `${whole(values[0] ?? 0)}, ${whole(values.at(-1) ?? 0)}, ${whole(Math.max(0, ...values))}`;
}
