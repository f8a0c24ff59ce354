import {
  createOutboxReader,
  ensureOutboxIndexes,
  type MongoConnection,
  openMongo,
  PARTITIONS,
} from '@profiles/mongo-store/outbox';
import { median } from './median.js';
import { outboxRows } from './outbox-rows.js';

/** The cost of a poll of the outbox while this many published rows are kept. */
export interface PollCost {
  readonly kept: number;
  /** Nothing waits: the poll that happens all the time. */
  readonly idleMillis: number;
  /** A hundred events wait and are read. */
  readonly busyMillis: number;
  readonly plan: string;
}

type OutboxConnection = Parameters<typeof createOutboxReader>[0];

const ROUNDS = 200;
const WAITING = 100;
const ALL = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/** Fills a database with published rows and polls it. Counts must grow: rows are only added. */
export async function* pollCosts(mongoUri: string, counts: readonly number[]): AsyncGenerator<PollCost> {
  const mongo = openMongo({ uri: mongoUri, database: 'bench_poll', appName: 'bench' });
  await mongo.db.dropDatabase();
  await ensureOutboxIndexes(mongo.db);
  let kept = 0;
  try {
    for (const wanted of counts) {
      await addPublished(mongo.db, { count: wanted - kept, firstCustomer: 1_000_000 + kept });
      kept = wanted;
      yield { kept, ...(await pollCost(mongo, { firstCustomer: 10_000_000 + kept })) };
    }
  } finally {
    // A million rows can take longer than the driver waits; the folder of the data goes with the server in any case.
    await mongo.db.dropDatabase().catch(() => {});
    await mongo.close();
  }
}

/** Adds rows as they are after publishing, of customers from the given number on. */
export async function addPublished(
  db: MongoConnection['db'],
  { count, firstCustomer }: { count: number; firstCustomer: number },
) {
  for (const rows of outboxRows(count, { firstCustomer })) {
    const published = rows.map(({ pending: _, ...row }) => ({ ...row, publishedAt: new Date() }));
    await db.collection('outbox').insertMany(published, { ordered: false });
  }
}

/**
 * Polls an outbox in which nothing waits, and then with a hundred events that wait. They are of customers from the given
 * number on, and gone afterwards.
 */
export async function pollCost(
  mongo: OutboxConnection,
  { firstCustomer }: { firstCustomer: number },
): Promise<Omit<PollCost, 'kept'>> {
  const outbox = mongo.db.collection('outbox');
  const idleMillis = await medianMillis(mongo);
  const waiting = [...outboxRows(WAITING, { firstCustomer })].flat();
  await outbox.insertMany(waiting);
  const busyMillis = await medianMillis(mongo);
  const plan = planOf(await outbox.find({ partition: { $in: ALL }, pending: true }).explain('executionStats'));
  await outbox.deleteMany({ _id: { $in: waiting.map(({ _id }) => _id) } });
  return { idleMillis, busyMillis, plan };
}

async function medianMillis(mongo: OutboxConnection): Promise<number> {
  const reader = createOutboxReader(mongo);
  const millis: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await reader.pending({ partitions: ALL, limit: 8_192 });
    millis.push(performance.now() - start);
  }
  return median(millis);
}

interface Stage {
  readonly stage: string;
  readonly inputStage?: Stage;
}

function planOf(explained: object): string {
  const { queryPlanner, executionStats } = explained as {
    queryPlanner?: { winningPlan?: Stage };
    executionStats?: { totalDocsExamined?: number };
  };
  const stages: string[] = [];
  for (let stage = queryPlanner?.winningPlan; stage !== undefined; stage = stage.inputStage) stages.push(stage.stage);
  return `${stages.join(' < ')}, ${executionStats?.totalDocsExamined ?? '?'} documents examined`;
}
