import { svgOf } from '../svg.js';
import { type GrowthRow, sizeOf } from './growth-report.js';
import type { Cell } from './measured-step.js';
import { verdictOf } from './verdict.js';

/** Plots that are drawn side by side. */
const PANELS = [
  { title: 'lookups, writes and the outbox', of: (row: string) => !/^(find|search): /.test(row) },
  { title: 'find: the first 20', of: (row: string) => row.startsWith('find: ') },
  { title: 'search: the first page of 20 and the exact total', of: (row: string) => row.startsWith('search: ') },
];
const [WIDTH, HEIGHT, LEFT, TOP, BELOW, LABELS] = [300, 420, 60, 40, 60, 250];
const LINE = 14;
const COLOURS = { flat: '#2563eb', logarithmic: '#059669', faster: '#dc2626' };

const CAPTION =
  'Processor time of service and database per request (of a poll: its time) over the number of customers. The colour goes by the yardstick.';

/** The plotted value: the time of the processors of service and database per request, or for the outbox the time of a poll. */
const millisOf = ({ cpuMicros, databaseCpuMicros, p50Millis }: Cell): number =>
  cpuMicros === undefined ? p50Millis : (cpuMicros + (databaseCpuMicros ?? 0)) / 1000;

/** Where a value lies on an axis, in pixels. */
type Scale = (value: number) => number;

/** The cost of a request over the size of the population, both axes logarithmic: a linear cost rises most steeply. */
export function growthPlot(rows: readonly GrowthRow[]): string {
  const cells = rows.flatMap((row) => row.cells);
  const sizes = [...new Set(cells.map(({ customers }) => customers))];
  const costs = cells.map(millisOf);
  const decades = [Math.floor(Math.log10(Math.min(...costs))), Math.ceil(Math.log10(Math.max(...costs)))] as const;
  const y = logarithmic([10 ** decades[0], 10 ** decades[1]], [TOP + HEIGHT, TOP]);
  const panelWidth = LEFT + WIDTH + LABELS;
  const parts = PANELS.flatMap(({ title, of }, nth) => {
    const left = nth * panelWidth + LEFT;
    const x = logarithmic([Math.min(...sizes), Math.max(...sizes)], [left, left + WIDTH]);
    return [
      `<text x="${left}" y="${TOP - 16}" font-weight="bold">${title}</text>`,
      ...axesOf({ x, y, sizes, decades, left }),
      ...linesOf(
        rows.filter(({ row }) => of(row)),
        { x, y },
      ),
    ];
  });
  const height = TOP + HEIGHT + BELOW;
  const legend = Object.entries(COLOURS).map(
    ([kind, colour], nth) => `<text x="${LEFT + nth * 110}" y="${height - 12}" fill="${colour}">— ${kind}</text>`,
  );
  const caption = `<text x="${LEFT + 340}" y="${height - 12}" fill="#555">${CAPTION}</text>`;
  return svgOf({ width: PANELS.length * panelWidth, height }, [...parts, ...legend, caption]);
}

/** An axis on which equal ratios are equally far apart. */
function logarithmic([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  const span = Math.log(Math.max(high / low, 10));
  return (value) => from + ((to - from) * Math.log(value / low)) / span;
}

interface Axes {
  readonly x: Scale;
  readonly y: Scale;
  readonly sizes: readonly number[];
  readonly decades: readonly [number, number];
  readonly left: number;
}

function axesOf({ x, y, sizes, decades: [first, last], left }: Axes): string[] {
  const across = Array.from({ length: last - first + 1 }, (_, nth) => 10 ** (first + nth)).flatMap((millis) => [
    `<line x1="${left}" x2="${left + WIDTH}" y1="${y(millis)}" y2="${y(millis)}" stroke="#ddd"/>`,
    `<text x="${left - 6}" y="${y(millis) + 4}" text-anchor="end" fill="#555">${Number(millis.toPrecision(1))} ms</text>`,
  ]);
  const along = sizes.flatMap((size) => [
    `<line x1="${x(size)}" x2="${x(size)}" y1="${TOP}" y2="${TOP + HEIGHT}" stroke="#ddd"/>`,
    `<text x="${x(size)}" y="${TOP + HEIGHT + 18}" text-anchor="middle" fill="#555">${sizeOf(size)}</text>`,
  ]);
  return [...across, ...along];
}

/** Each row as a line with its name and its last cost at the end. */
function linesOf(rows: readonly GrowthRow[], { x, y }: { x: Scale; y: Scale }): string[] {
  const pointOf = (cell: Cell) => ({ x: x(cell.customers), y: y(millisOf(cell)) });
  const lines = rows
    .flatMap(({ row, cells }) => {
      const last = cells.at(-1);
      return last === undefined ? [] : { row, cells, cost: millisOf(last), end: pointOf(last) };
    })
    .sort((one, other) => other.cost - one.cost);
  const heights = movedApart(lines.map(({ end }) => end.y));
  return lines.flatMap(({ row, cells, cost, end }, nth) => {
    const colour = COLOURS[verdictOf(cells).kind];
    const points = cells.map(pointOf).map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`);
    const height = heights[nth] ?? end.y;
    const name = `${row.replace(/^(find|search): /, '')}, ${cost.toFixed(cost < 10 ? 1 : 0)} ms`;
    return [
      `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
      `<line x1="${end.x}" y1="${end.y.toFixed(1)}" x2="${end.x + 14}" y2="${height.toFixed(1)}" stroke="#bbb"/>`,
      `<text x="${end.x + 18}" y="${(height + 4).toFixed(1)}" fill="${colour}">${name}</text>`,
    ];
  });
}

/** Heights of labels, from the top down, so that none covers another: pushed down, and up again where the plot ends. */
function movedApart(wanted: readonly number[]): number[] {
  const heights: number[] = [];
  for (const height of wanted) heights.push(Math.max(height, (heights.at(-1) ?? TOP - LINE) + LINE));
  for (let nth = heights.length - 1, limit = TOP + HEIGHT; nth >= 0; nth -= 1, limit -= LINE) {
    heights[nth] = Math.min(heights[nth] ?? limit, limit);
  }
  return heights;
}
