/** A number of the model that no file of docs/benchmarks has, with its reason. */
export interface Assumption {
  readonly value: number;
  readonly unit: string;
  readonly because: string;
}

const assumption = (value: number, unit: string, because: string): Assumption => ({ value, unit, because });

/** The assumptions of the model. The page lists every entry. */
export const ASSUMPTIONS = {
  reads: assumption(0.8, 'of the requests', 'single reads, half by number and half by email'),
  searches: assumption(0.05, 'of the requests', 'searches by email'),
  updates: assumption(0.1, 'of the requests', 'updates of a profile'),
  creates: assumption(0.03, 'of the requests', 'new profiles'),
  cards: assumption(0.02, 'of the requests', 'cards that move to a profile'),
  rest: assumption(0.4, 'of the requests', 'come over REST and cost the adapter as well'),
  busy: assumption(0.5, 'of a core', 'a process is kept half busy: then times stay near their median'),
  zones: assumption(3, 'zones', 'one of them may be lost, and the others carry the load'),
  average: assumption(1 / 3, 'of the peak', 'the mean rate of writes over thirty days'),
  profileBytes: assumption(1_400, 'bytes', 'a profile with one address as BSON (docs/performance.md)'),
  profileIndexBytes: assumption(900, 'bytes', 'its entries in all indexes (docs/performance.md)'),
  changesBytes: assumption(3_000, 'bytes', 'five changes of a customer with their index (docs/performance.md)'),
  cardBytes: assumption(160, 'bytes', 'a third of a card with its index (docs/performance.md)'),
  outboxBytes: assumption(500, 'bytes', 'an event in the outbox with its indexes (docs/performance.md)'),
  keptDays: assumption(30, 'days', 'the outbox and the stream keep events: contract, section 6'),
  asked: assumption(1 / 3, 'of the customers', 'are read in a day: their profiles and indexes are held in memory'),
  shardMemory: assumption(100e9, 'bytes', 'of the cache of a shard, on members with 128 GB'),
  shardDisk: assumption(2e12, 'bytes', 'of a shard: a larger one takes too long to copy to a new member'),
  shardCores: assumption(8, 'cores', 'of the primary of a shard, half busy'),
  publisherEvents: assumption(
    1_000,
    'events/s',
    'of one publisher; the runbook says some thousand (npm run bench:events)',
  ),
  streamEvents: assumption(5_000, 'events/s', 'of one stream with three replicas; not measured here'),
  streamBytes: assumption(700, 'bytes', 'an event in the stream with its headers; each of three replicas keeps it'),
} as const satisfies Readonly<Record<string, Assumption>>;
