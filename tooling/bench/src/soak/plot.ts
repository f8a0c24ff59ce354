import { svgOf } from '../svg.js';
import type { Sample } from './sample.js';

const [LEFT, WIDTH, HEIGHT, GAP, TOP] = [70, 760, 90, 34, 30];
const COLOURS = ['#2563eb', '#dc2626'];

type Values = (sample: Sample) => readonly (number | undefined)[];

const PANELS: readonly (readonly [title: string, values: Values])[] = [
  ['memory of each process, MiB', ({ memoryMiB }) => memoryMiB],
  ['milliseconds until the response, p50 and p99', ({ p50, p99 }) => [p50, p99]],
  ['events in the outbox that wait', ({ backlog }) => [backlog]],
  ['documents in the database', ({ documents }) => [documents]],
  ['size of the indexes, MiB', ({ indexMiB }) => [indexMiB]],
];

/** The samples over time, one panel below the other. A vertical line is a restart. */
export function soakPlot(samples: readonly Sample[]): string {
  const minutes = Math.max(1, samples.at(-1)?.minute ?? 1);
  const x = (minute: number) => (LEFT + (minute / minutes) * WIDTH).toFixed(1);
  const height = TOP + PANELS.length * (HEIGHT + GAP);
  const restarts = samples.flatMap(({ minute, restarted }) =>
    restarted === ''
      ? []
      : [`<line x1="${x(minute)}" x2="${x(minute)}" y1="${TOP}" y2="${height - GAP}" stroke="#ddd"/>`],
  );
  const panels = PANELS.flatMap(([title, values], at) => {
    const top = TOP + at * (HEIGHT + GAP);
    const most = Math.max(1, ...samples.flatMap((sample) => values(sample).map((value) => value ?? 0)));
    const lines = COLOURS.flatMap((colour, line) => {
      const points = samples.flatMap((sample) => {
        const value = values(sample)[line];
        return value === undefined
          ? []
          : [`${x(sample.minute)},${(top + HEIGHT - (value / most) * HEIGHT).toFixed(1)}`];
      });
      return points.length === 0 ? [] : [`<polyline points="${points.join(' ')}" fill="none" stroke="${colour}"/>`];
    });
    const axis = `<line x1="${LEFT}" x2="${LEFT + WIDTH}" y1="${top + HEIGHT}" y2="${top + HEIGHT}" stroke="#999"/>`;
    return [
      ...[`<text x="${LEFT}" y="${top - 4}" font-weight="bold">${title}</text>`, axis],
      ...[`<text x="${LEFT - 6}" y="${top + 10}" text-anchor="end">${Number(most.toPrecision(3))}</text>`, ...lines],
    ];
  });
  const end = `<text x="${LEFT + WIDTH}" y="${height - 8}" text-anchor="end">${minutes.toFixed(0)} minutes</text>`;
  return svgOf({ width: LEFT + WIDTH + 30, height }, [...restarts, ...panels, end]);
}
