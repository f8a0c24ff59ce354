import type { Db } from 'mongodb';

/**
 * The time by the clock of the database, in the answer to `hello`. Processes on several machines share no other clock.
 * By the time the caller reads it, it is late by one network round trip and never early.
 */
export async function databaseTime(db: Db): Promise<Date> {
  const { localTime } = await db.command({ hello: 1 });
  return localTime as Date;
}
