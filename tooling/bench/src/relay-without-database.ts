/**
 * The relay with its outbox in memory, in a process of its own: the rows are BSON and are read as from the database. Its parent
 * says when to start.
 */
import { once } from 'node:events';
import { EVENT_STREAM, EVENT_SUBJECT_PREFIX } from '@profiles/contracts';
import { createOutboxReader, PARTITIONS } from '@profiles/mongo-store/outbox';
import { JetStreamPublisher } from '@profiles/nats-publisher/jetstream-publisher';
import { Relay } from '@profiles/nats-publisher/relay';
import { BSON } from 'mongodb';
import { outboxRows } from './outbox-rows.js';

interface Row {
  readonly id: string;
  readonly millis: number;
  readonly bytes: Uint8Array;
  isPending: boolean;
}

const [, , natsUrl = '', count = ''] = process.argv;
const ignore = () => {};
const failed = (error: unknown) => console.error(error);

const rows = [...outboxRows(Number(count))].flat().map((row): Row => {
  return { id: String(row._id), millis: row.occurredAt.getTime(), bytes: BSON.serialize(row), isPending: true };
});
const outbox = outboxOf(rows);
const broker = new JetStreamPublisher({
  nats: { servers: natsUrl },
  stream: { name: EVENT_STREAM, subjectPrefix: EVENT_SUBJECT_PREFIX },
  log: { info: ignore, warn: ignore },
  onChange: () => relay.resume(),
});
// Taken long ago: no event is looked up in the stream first.
const takenAt = new Date(0);
const leases = Array.from({ length: PARTITIONS }, (_, partition) => ({ partition, takenAt, isValid: () => true }));
const relay = new Relay({
  outbox: outbox.reader,
  publisher: broker,
  leases: { held: () => (broker.isReady ? leases : []) },
  idleMillis: () => 10,
  observer: { published: ignore, publishFailed: failed, batchRefused: failed, park: failed, outboxFailed: failed },
});

process.send?.('loaded');
await once(process, 'message');
const [start, before] = [performance.now(), process.cpuUsage()];
broker.start();
relay.start();
await outbox.allMarked;
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(before);
process.send?.({ seconds, cpuMicros: user + system });
await relay.stop();
await broker.close();
process.disconnect();

/** The outbox as its reader uses it: reads of the oldest pending rows from a time on, and marks. */
function outboxOf(all: readonly Row[]) {
  const byId = new Map(all.map((row) => [row.id, row]));
  let waiting = all.length;
  let head = 0;
  let onMarked = () => {};
  const allMarked = new Promise<void>((resolve) => {
    onMarked = resolve;
  });
  const collection = {
    find: (
      { occurredAt, customerNumber }: { occurredAt?: { $gte?: Date }; customerNumber?: unknown },
      { limit = 0 },
    ) => ({
      toArray: async () => {
        if (customerNumber !== undefined) return [];
        while (all[head]?.isPending === false) head += 1;
        const from = Math.max(head, firstFrom(all, occurredAt?.$gte?.getTime() ?? 0));
        const found: Uint8Array[] = [];
        for (let at = from; at < all.length && found.length < limit; at += 1) {
          const row = all[at] as Row;
          if (row.isPending) found.push(row.bytes);
        }
        return found;
      },
    }),
    updateMany: async ({ _id }: { _id: { $in: readonly string[] } }) => {
      for (const id of _id.$in) (byId.get(id) as Row).isPending = false;
      waiting -= _id.$in.length;
      if (waiting === 0) onMarked();
    },
  };
  const db = { collection: () => collection };
  return { reader: createOutboxReader({ client: {}, db } as never), allMarked };
}

/** The first row of a time or later. Rows are in the order of their times. */
function firstFrom(all: readonly Row[], millis: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle] as Row).millis < millis) low = middle + 1;
    else high = middle;
  }
  return low;
}
