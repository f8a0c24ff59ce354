import type { LeaseRecord } from '@profiles/mongo-store/outbox';

/** How many partitions each of the live publishers may have. */
export function fairShare(partitions: number, live: number): number {
  return Math.ceil(partitions / Math.max(1, live));
}

/** Which of the held partitions are too many. */
export function surplusOf(held: readonly number[], share: number): readonly number[] {
  return held.slice(share);
}

/** The partitions that nobody has, in random order, so that two who look at once rarely reach for the same. */
export function freeFor(
  leases: readonly LeaseRecord[],
  { partitions, now }: { partitions: number; now: Date },
): readonly { partition: number; seen: LeaseRecord | undefined }[] {
  const written = new Map(leases.map((lease) => [lease.partition, lease]));
  return Array.from({ length: partitions }, (_, partition) => ({ partition, seen: written.get(partition) }))
    .filter(({ seen }) => seen === undefined || seen.until <= now)
    .map((free) => ({ free, order: Math.random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ free }) => free);
}
