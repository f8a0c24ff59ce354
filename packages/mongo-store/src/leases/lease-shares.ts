import { isExpired, type LeaseTime } from './lease-expiry.js';
import type { LeaseRecord, PublisherRecord } from './leases.js';

/** The number of partitions for each of the live publishers. */
export function fairShare(partitions: number, live: number): number {
  return Math.ceil(partitions / Math.max(1, live));
}

/** The held partitions beyond the fair share. */
export function surplusOf(held: readonly number[], share: number): readonly number[] {
  return held.slice(share);
}

/** The number of live publishers. It includes this one, even before its own announcement can be read. */
export function liveCount(publishers: readonly PublisherRecord[], owner: string, time: LeaseTime): number {
  const live = publishers.filter(({ until }) => !isExpired(until, time));
  return new Set(live.map((publisher) => publisher.owner)).add(owner).size;
}

/** The partitions without an owner, in random order, so that two publishers rarely reach for the same one. */
export function freeFor(
  leases: readonly LeaseRecord[],
  { partitions, time }: { partitions: number; time: LeaseTime },
): readonly { partition: number; seen: LeaseRecord | undefined }[] {
  const written = new Map(leases.map((lease) => [lease.partition, lease]));
  return Array.from({ length: partitions }, (_, partition) => ({ partition, seen: written.get(partition) }))
    .filter(({ seen }) => seen === undefined || isExpired(seen.until, time))
    .map((free) => ({ free, order: Math.random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ free }) => free);
}
