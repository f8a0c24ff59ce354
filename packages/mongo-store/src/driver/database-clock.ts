import { performance } from 'node:perf_hooks';
import type { MongoClient } from 'mongodb';

/**
 * The clock of the database server, in milliseconds since 1970. Claims and leases of several processes are compared by it,
 * since the clocks of their machines may differ.
 *
 * The primary states its time in every heartbeat of the driver; the monotonic clock of this process counts on from there.
 * Until the first heartbeat it is the clock of this process.
 */
export function databaseClock(client: MongoClient): () => number {
  let offset = Date.now() - performance.now();
  client.on('serverHeartbeatSucceeded', ({ reply }) => {
    const { localTime, isWritablePrimary } = reply as { localTime?: unknown; isWritablePrimary?: unknown };
    if (isWritablePrimary === true && localTime instanceof Date) offset = localTime.getTime() - performance.now();
  });
  return () => Math.round(performance.now() + offset);
}
