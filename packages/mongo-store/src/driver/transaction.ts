import type { ClientSession, MongoClient } from 'mongodb';

/** All of the work is written, durably, or nothing of it. The work may run twice. */
export function inTransaction<T>(client: MongoClient, work: (session: ClientSession) => Promise<T>): Promise<T> {
  return client.withSession((session) =>
    session.withTransaction(() => work(session), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
      readPreference: 'primary',
    }),
  );
}
