import {
  type OutboxArchive,
  type OutboxEvent,
  placeOf,
  type ReplayProgress,
  type ReplayRecord,
  type ReplayRecords,
} from '@profiles/mongo-store/outbox';
import { backOffMillis, waited } from '@profiles/nats-connection';
import { type MessagePublisher, UnpublishableEventError } from '../ports.js';

export interface ReplayParts {
  readonly archive: Pick<OutboxArchive, 'pages'>;
  readonly records: Pick<ReplayRecords, 'progress'>;
  /** Publishes to the destination of the record. */
  readonly publisher: MessagePublisher;
  readonly owner: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ReplayProgress) => void;
  readonly onFailed: (event: OutboxEvent, error: unknown) => void;
}

/** The time to live of the claim of a replay without progress, in milliseconds. */
export const REPLAY_LEASE_MILLIS = 30_000;
const MAX_IN_FLIGHT = 250;
const STEPS_PER_SECOND = 5;

/**
 * Publishes the selected events from the stored position on: each customer's events one after the other, at the requested
 * rate at most. Returns `stopped` after the signal, and when another process has the record. The events after the last
 * stored progress are then sent again, with the same ids.
 */
export async function runReplay(record: ReplayRecord, parts: ReplayParts): Promise<'done' | 'stopped'> {
  const { archive, signal, onProgress } = parts;
  const keeper = keepingRecord(record, parts);
  const isStopped = () => signal.aborted || keeper.isLost();
  const size = Math.max(1, Math.min(MAX_IN_FLIGHT, Math.ceil(record.eventsPerSecond / STEPS_PER_SECOND)));
  try {
    for await (const page of archive.pages(record.selection, record.position)) {
      for (let at = 0; at < page.length; at += size) {
        if (isStopped()) return 'stopped';
        const start = performance.now();
        const step = page.slice(at, at + size);
        const duplicates = await published(step, { ...parts, isStopped });
        if (duplicates === undefined) return 'stopped';
        const progress = await keeper.add(step, duplicates);
        onProgress?.(progress);
        const due = start + (step.length / record.eventsPerSecond) * 1000;
        await waited(Math.max(0, due - performance.now()), signal);
      }
    }
    return isStopped() ? 'stopped' : 'done';
  } finally {
    keeper.stop();
  }
}

/** Stores the progress with each step, and in between while a step takes long. */
function keepingRecord(record: ReplayRecord, { records, owner }: ReplayParts) {
  let { sent, duplicates, position } = record;
  let lost = false;
  const write = async () => {
    const progress = { sent, duplicates, ...(position !== undefined && { position }) };
    lost ||= !(await records.progress(record.id, { owner, ttlMillis: REPLAY_LEASE_MILLIS }, progress));
    return progress;
  };
  // The next write of progress replaces a failed one. The claim is lost only when its lease has expired.
  const timer = setInterval(() => void write().catch(() => {}), REPLAY_LEASE_MILLIS / 3);
  return {
    isLost: () => lost,
    stop: () => clearInterval(timer),
    add: async (step: readonly OutboxEvent[], known: number) => {
      const last = step.at(-1);
      sent += step.length;
      duplicates += known;
      if (last !== undefined) position = placeOf(last);
      return write();
    },
  };
}

interface Step extends ReplayParts {
  readonly isStopped: () => boolean;
}

/** The number of duplicates. Undefined when it was stopped before all events were published. */
async function published(events: readonly OutboxEvent[], step: Step): Promise<number | undefined> {
  const queues = new Map<number, OutboxEvent[]>();
  for (const event of events) queues.set(event.customerNumber, [...(queues.get(event.customerNumber) ?? []), event]);
  let duplicates = 0;
  const queue = async (own: readonly OutboxEvent[]) => {
    for (const event of own) {
      if ((await untilThere(event, step)) === 'duplicate') duplicates += 1;
    }
  };
  await Promise.all([...queues.values()].map(queue));
  return step.isStopped() ? undefined : duplicates;
}

async function untilThere(event: OutboxEvent, { publisher, isStopped, signal, onFailed }: Step) {
  for (let failures = 0; !isStopped(); failures += 1) {
    try {
      const { duplicate } = await publisher.publish(event, { maybePublished: false });
      return duplicate ? 'duplicate' : 'sent';
    } catch (error) {
      onFailed(event, error);
      if (error instanceof UnpublishableEventError) return 'left out';
      await waited(backOffMillis(failures), signal);
    }
  }
  return 'stopped';
}
