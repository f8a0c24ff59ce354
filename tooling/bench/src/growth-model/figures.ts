import { median } from '../median.js';

/** One row of docs/benchmarks/bench.json. */
export interface BenchFile {
  readonly results: readonly {
    readonly row: string;
    readonly clients: number;
    readonly contender: string;
    readonly rounds: readonly { readonly cpuMicrosPerRequest: number; readonly rssMiB: number }[];
  }[];
}

/** One row of docs/benchmarks/growth.json. */
export interface GrowthFile {
  readonly results: readonly {
    readonly row: string;
    readonly cells: readonly { readonly customers: number; readonly databaseCpuMicros?: number }[];
    readonly verdict: { readonly exponent: number };
  }[];
}

/** The cost of one kind of request, in microseconds of a processor. */
export interface Cost {
  readonly service: number;
  /** The additional cost of the adapter, for a request over REST. */
  readonly adapter: number;
  /** The cost for the database, by the number of customers. */
  database(customers: number): number;
}

/** The published figures at 32 clients, and the growth of the database's cost. */
export function figuresFrom(bench: BenchFile, growth: GrowthFile) {
  const rowsOf = (row: string, contender: string) => {
    const found = bench.results.find((one) => one.row === row && one.contender === contender && one.clients === 32);
    if (found === undefined)
      throw new Error(`docs/benchmarks/bench.json has no row "${row}" of ${contender} at 32 clients.`);
    return found.rounds;
  };
  const cpu = (row: string, contender: string) =>
    median(rowsOf(row, contender).map((round) => round.cpuMicrosPerRequest));
  const cost = (row: string, growthRow: string): Cost => {
    const service = cpu(row, 'trpc');
    return { service, adapter: Math.max(0, cpu(row, 'rest') - service), database: databaseCost(growth, growthRow) };
  };
  return {
    byNumber: cost('get by number', 'get by number'),
    byEmail: cost('by email', 'by email'),
    search: cost('search', 'search: email'),
    // The bench of growth has no update: a create writes as many documents.
    update: cost('update', 'create'),
    create: cost('create', 'create'),
    card: cost('move a card', 'move a card'),
    serviceMiB: Math.max(...rowsOf('get by number', 'trpc').map(({ rssMiB }) => rssMiB)),
    adapterMiB: Math.max(...rowsOf('get by number', 'rest').map(({ rssMiB }) => rssMiB)),
  };
}

export type Figures = ReturnType<typeof figuresFrom>;

/** Continues the measured growth of the database's cost from the largest measured size. It never gets cheaper. */
function databaseCost({ results }: GrowthFile, row: string): (customers: number) => number {
  const found = results.find((one) => one.row === row);
  const largest = found?.cells.at(-1);
  if (found === undefined || largest?.databaseCpuMicros === undefined) {
    throw new Error(`docs/benchmarks/growth.json has no cost of the database for the row "${row}".`);
  }
  const { databaseCpuMicros, customers: measured } = largest;
  const exponent = Math.max(0, found.verdict.exponent);
  return (customers) => databaseCpuMicros * (customers / measured) ** exponent;
}
