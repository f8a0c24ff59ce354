import { ASSUMPTIONS as A } from './assumptions.js';
import type { Cost, Figures } from './figures.js';

/** A size of the installation. */
export interface Size {
  /** At the peak. */
  readonly requestsPerSecond: number;
  readonly customers: number;
}

/** The needs of a size. */
export interface Need extends Size {
  readonly serviceProcesses: number;
  readonly adapterProcesses: number;
  readonly publisherProcesses: number;
  /** Memory of all processes of service and adapter, in GiB. */
  readonly memoryGiB: number;
  readonly shards: number;
  /** The resource that decides the number of shards. */
  readonly decidedBy: 'processor' | 'memory' | 'disk' | 'one is enough';
  /** Data and indexes, in TB. */
  readonly dataTB: number;
  readonly streams: number;
  /** Of all replicas, in TB. */
  readonly streamTB: number;
}

export const SIZES: readonly Size[] = [1_000, 10_000, 100_000].flatMap((requestsPerSecond) =>
  [1e6, 1e7, 1e8].map((customers) => ({ requestsPerSecond, customers })),
);

const MICROS = 1e6;
const DAY_SECONDS = 86_400;

/** The processes, shards and streams of a size. */
export function needOf(size: Size, figures: Figures): Need {
  const { requestsPerSecond, customers } = size;
  const mean = (part: (cost: Cost) => number) => meanCost(figures, part);
  const cores = (micros: number) => (requestsPerSecond * micros) / MICROS;
  const serviceProcesses = processesFor(cores(mean(({ service }) => service)));
  const adapterProcesses = processesFor(A.rest.value * cores(mean(({ adapter }) => adapter)));
  const events = requestsPerSecond * (A.updates.value + A.creates.value + A.cards.value);
  const kept = events * A.average.value * A.keptDays.value * DAY_SECONDS;
  const perCustomer = A.profileBytes.value + A.profileIndexBytes.value + A.changesBytes.value + A.cardBytes.value;
  const data = customers * perCustomer + kept * A.outboxBytes.value;
  const workingSet = customers * A.asked.value * (A.profileBytes.value + A.profileIndexBytes.value);
  const wanted = {
    processor: cores(mean(({ database }) => database(customers))) / (A.shardCores.value * A.busy.value),
    memory: workingSet / A.shardMemory.value,
    disk: data / A.shardDisk.value,
  };
  const shards = Math.max(1, Math.ceil(Math.max(...Object.values(wanted))));
  return {
    ...size,
    serviceProcesses,
    adapterProcesses,
    publisherProcesses: Math.max(2, Math.ceil(events / A.publisherEvents.value)),
    memoryGiB: (serviceProcesses * figures.serviceMiB + adapterProcesses * figures.adapterMiB) / 1024,
    shards,
    decidedBy: shards === 1 ? 'one is enough' : largestOf(wanted),
    dataTB: data / 1e12,
    streams: Math.max(1, Math.ceil(events / A.streamEvents.value)),
    streamTB: (3 * kept * A.streamBytes.value) / 1e12,
  };
}

/** Kept half busy, and enough without one of the zones; at least one in each zone. */
function processesFor(cores: number): number {
  const { busy, zones } = A;
  return Math.max(zones.value, Math.ceil((cores / busy.value) * (zones.value / (zones.value - 1))));
}

/** The cost of an average request. */
function meanCost(figures: Figures, part: (cost: Cost) => number): number {
  const { byNumber, byEmail, search, update, create, card } = figures;
  return (
    (A.reads.value * (part(byNumber) + part(byEmail))) / 2 +
    A.searches.value * part(search) +
    A.updates.value * part(update) +
    A.creates.value * part(create) +
    A.cards.value * part(card)
  );
}

function largestOf(wanted: Record<'processor' | 'memory' | 'disk', number>) {
  const [first, ...others] = Object.entries(wanted) as [['processor', number], ...['memory' | 'disk', number][]];
  return others.reduce<readonly ['processor' | 'memory' | 'disk', number]>(
    (largest, one) => (one[1] > largest[1] ? one : largest),
    first,
  )[0];
}
