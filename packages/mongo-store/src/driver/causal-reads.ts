import type { ClientSession, MongoClient, Timestamp } from 'mongodb';

/** The time of the latest commit of this process, by client, on the logical clock of the database. */
const latestCommits = new WeakMap<MongoClient, Timestamp>();

/** Remembers the time of a commit: later causal reads see it. */
export function rememberCommit(client: MongoClient, { operationTime }: ClientSession): void {
  if (operationTime === undefined) return;
  const latest = latestCommits.get(client);
  if (latest === undefined || operationTime.greaterThan(latest)) latestCommits.set(client, operationTime);
}

/**
 * Reads in a causally consistent session that begins at the latest commit of this process. A member that has not applied
 * that commit waits until it has, or the read fails at its deadline: after a fail-over a former primary can't respond with
 * older data. docs/operating/runbook.md ("A fail-over") says where this is needed.
 */
export function readCausally<T>(client: MongoClient, read: (session: ClientSession) => Promise<T>): Promise<T> {
  return client.withSession({ causalConsistency: true }, (session) => {
    const latest = latestCommits.get(client);
    if (latest !== undefined) session.advanceOperationTime(latest);
    return read(session);
  });
}
