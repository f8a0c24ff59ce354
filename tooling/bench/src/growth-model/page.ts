import { ASSUMPTIONS } from './assumptions.js';
import type { Cost, Figures } from './figures.js';
import { type Need, needOf, SIZES } from './model.js';

const number = (value: number, digits = 0) =>
  value.toLocaleString('en', { maximumFractionDigits: digits, useGrouping: true }).replaceAll(',', ' ');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** The table of all sizes. */
export function needsTable(figures: Figures): string {
  const cells = (need: Need) => [
    number(need.requestsPerSecond),
    `${number(need.customers / 1e6)} M`,
    String(need.serviceProcesses),
    String(need.adapterProcesses),
    // There are 16 leases.
    need.publisherProcesses > 16 ? `${need.publisherProcesses} (16 leases)` : String(need.publisherProcesses),
    number(need.memoryGiB),
    `${need.shards}, ${need.decidedBy}`,
    number(need.dataTB, 2),
    String(need.streams),
    number(need.streamTB, 2),
  ];
  return [
    row([
      'requests/s',
      'customers',
      'service',
      'adapter',
      'publisher',
      'GiB',
      'shards',
      'TB',
      'streams',
      'TB of streams',
    ]),
    '|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|',
    ...SIZES.map((size) => row(cells(needOf(size, figures)))),
  ].join('\n');
}

function figuresTable({ byNumber, byEmail, search, update, create, card }: Figures): string {
  const cells = (name: string, { service, adapter, database }: Cost) =>
    row([name, ...[service, adapter, database(1e6), database(1e8)].map((micros) => number(micros))]);
  return [
    row(['request', 'service', 'adapter on top', 'database, 1 M', 'database, 100 M']),
    '|---|--:|--:|--:|--:|',
    cells('get by number', byNumber),
    cells('get by email', byEmail),
    cells('search by email', search),
    cells('update', update),
    cells('create', create),
    cells('move a card', card),
  ].join('\n');
}

/** The whole page docs/growth-model.md. */
export function growthModelPage(figures: Figures): string {
  const assumptions = Object.entries(ASSUMPTIONS).map(([name, { value, unit, because }]) =>
    row([`\`${name}\``, `${number(value, 2)} ${unit}`, because]),
  );
  return `# Model of growth

How many processes, shards and streams an installation needs, computed from the published figures of the benches. Nothing of the
larger sizes has run. \`npm run model:growth\` prints the table, \`npm run model:growth -- --write\` writes this page; a test
compares both. The figures are of the stand-in for MongoDB on a busy machine: take them as an order of magnitude.

${needsTable(figures)}

- **service, adapter, publisher**: processes. Each uses one core. **GiB**: memory of service and adapter.
- **shards**: replica sets of three members, with the resource that decides their number. **TB**: data and indexes, uncompressed.
- **streams**: with three replicas each. **TB of streams**: all replicas.
- More than 16 publishers find no lease. From there on the number of partitions must grow with the streams.

## Figures

Microseconds of a processor for one request. The service and the adapter are from \`docs/benchmarks/bench.json\` (32 clients,
medians), the database from \`docs/benchmarks/growth.json\`: its cost at a million customers, continued with the measured exponent.

${figuresTable(figures)}

## Assumptions

| name | value | reason |
|---|---|---|
${assumptions.join('\n')}

## What the model leaves out

- Searches with many matches. A search by a usual surname costs the database in proportion to its matches: 0.4 s at a million
  customers ([growth.md](benchmarks/growth.md)). A mix with many of them needs more shards than the table says.
- Requests that share a read or a commit. Sharing makes large processes cheaper than small ones.
- An organisation with more customers than one shard holds, and the balancing of organisations over shards.
- The network between zones.
`;
}
