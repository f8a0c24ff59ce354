import { svgOf } from '../svg.js';
import { askedIn, countOf, doneIn } from './recorder.js';
import type { Run, Window } from './run.js';
import type { Vitals } from './watch.js';

const [LEFT, WIDTH, HEIGHT, GAP, TOP] = [70, 760, 110, 34, 40];
const COLOURS = ['#2563eb', '#dc2626', '#999'];
const SHADES = ['#f0f4ff', '#fff1f0', '#f0f4ff'];

/** A line of a panel: undefined where there is nothing to show. */
interface Line {
  readonly name: string;
  readonly of: (window: Window, run: Run) => number | undefined;
}

interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Shows powers of ten at equal distances. */
  readonly logarithmic?: boolean;
}

const vital = (name: string, of: (vitals: Vitals) => number): Line => ({
  name,
  of: ({ vitals }) => (vitals === undefined ? undefined : of(vitals)),
});

const PANELS: readonly Panel[] = [
  {
    title: 'requests per second',
    lines: [
      { name: 'done', of: (window) => doneIn(window) / window.seconds },
      { name: 'refused', of: (window) => countOf(window, '503') / window.seconds },
      { name: 'asked', of: ({ at }, { ratePerSecond, seconds }) => (at < seconds + 1 ? ratePerSecond : 0) },
    ],
  },
  {
    title: 'milliseconds until the answer, of what was done',
    logarithmic: true,
    lines: [
      { name: 'p50', of: (window) => (askedIn(window) === 0 ? undefined : window.answered.p50) },
      { name: 'p99', of: (window) => (askedIn(window) === 0 ? undefined : window.answered.p99) },
    ],
  },
  {
    title: 'delay of the event loop, p99, ms',
    lines: [vital('', ({ loopDelayP99 }) => loopDelayP99)],
  },
  { title: 'memory of the service, MiB', lines: [vital('', ({ rssMiB }) => rssMiB)] },
  { title: 'events waiting in the outbox', lines: [vital('', ({ outboxPending }) => outboxPending)] },
];

/** A moment of the whole test, which is all runs behind each other. */
interface Moment {
  readonly second: number;
  readonly window: Window;
  readonly run: Run;
}

/** The runs over time, one panel below the other. */
export function loadPlot(runs: readonly Run[]): string {
  const starts = runs.map((_run, index) => runs.slice(0, index).reduce((sum, run) => sum + lengthOf(run), 0));
  const moments = runs.flatMap((run, index) =>
    run.windows.map((window): Moment => ({ second: (starts[index] ?? 0) + window.at, window, run })),
  );
  const seconds = runs.reduce((sum, run) => sum + lengthOf(run), 0);
  const x = (second: number) => LEFT + (second / seconds) * WIDTH;
  const height = TOP + PANELS.length * (HEIGHT + GAP);
  const parts = runs.flatMap((run, index) => {
    const from = x(starts[index] ?? 0);
    const width = x((starts[index] ?? 0) + lengthOf(run)) - from;
    return [
      `<rect x="${px(from)}" y="18" width="${px(width)}" height="${height - 30}" fill="${SHADES[index % SHADES.length]}"/>`,
      `<text x="${px(from + 4)}" y="14">${run.name}</text>`,
    ];
  });
  PANELS.forEach((panel, index) => {
    parts.push(...panelOf(panel, { moments, x, top: TOP + index * (HEIGHT + GAP) }));
  });
  return svgOf({ width: LEFT + WIDTH + 30, height }, parts);
}

function lengthOf({ windows }: Run): number {
  return windows.at(-1)?.at ?? 0;
}

interface Place {
  readonly moments: readonly Moment[];
  readonly x: (second: number) => number;
  readonly top: number;
}

function panelOf({ title, lines, logarithmic = false }: Panel, { moments, x, top }: Place): string[] {
  const drawn = lines.map(({ name, of }) => ({
    name,
    points: moments.flatMap(({ second, window, run }) => {
      const value = of(window, run);
      return value === undefined ? [] : [{ second, value }];
    }),
  }));
  const most = Math.max(1, ...drawn.flatMap(({ points }) => points.map(({ value }) => value)));
  const share = (value: number) =>
    logarithmic ? Math.log10(Math.max(1, value)) / Math.log10(Math.max(10, most)) : value / most;
  const y = (value: number) => top + HEIGHT - share(value) * HEIGHT;
  const frame = [
    `<text x="${LEFT}" y="${top - 4}" font-weight="bold">${title}</text>`,
    ...marksFor(most, logarithmic).flatMap((mark) => [
      `<line x1="${LEFT}" x2="${LEFT + WIDTH}" y1="${px(y(mark))}" y2="${px(y(mark))}" stroke="#ddd"/>`,
      `<text x="${LEFT - 6}" y="${px(y(mark) + 4)}" text-anchor="end">${mark}</text>`,
    ]),
  ];
  return [
    ...frame,
    ...drawn.flatMap(({ name, points }, index) => {
      const path = points.map(({ second, value }) => `${px(x(second))},${px(y(value))}`).join(' ');
      const colour = COLOURS[index];
      return [
        `<polyline points="${path}" fill="none" stroke="${colour}"/>`,
        `<text x="${LEFT + WIDTH - 150 + index * 55}" y="${top - 4}" fill="${colour}">${name}</text>`,
      ];
    }),
  ];
}

/** Round figures at which a line is drawn across. */
function marksFor(most: number, logarithmic: boolean): number[] {
  if (logarithmic) return Array.from({ length: Math.floor(Math.log10(Math.max(10, most))) + 1 }, (_, n) => 10 ** n);
  const magnitude = 10 ** Math.floor(Math.log10(most));
  const step = [0.5, 1, 2, 5].map((factor) => factor * magnitude).find((one) => most / one <= 4) ?? magnitude;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
}

function px(pixels: number): string {
  return pixels.toFixed(1);
}
