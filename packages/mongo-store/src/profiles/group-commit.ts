import { type Commit, StoreUnavailableError } from '@profiles/application';
import pLimit from 'p-limit';
import { commandDeadline } from '../driver/deadline.js';
import { withinDeadline } from '../driver/driver-errors.js';
import { pauseBefore } from '../driver/transaction.js';
import { turnGroups } from '../driver/turn-groups.js';
import { BatchFailedError, type CommitTarget, commitTo } from './commit.js';
import { documentsOf } from './unit-of-work.js';

/** Maximum transactions of batches in flight; later commits join the next batch. */
const MAX_IN_FLIGHT = 2;
/** Maximum commits of a batch. */
const MAX_BATCH_SIZE = 50;
/** Maximum transactions in flight of commits that go by themselves after their batch was refused. */
const MAX_SINGLE_COMMITS = 4;

interface Waiting {
  readonly commit: Commit;
  readonly documents: readonly string[];
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Batches commits: independent ones of one turn of the event loop go in one transaction, since most of the cost of a commit
 * is the driver's work per statement. A commit that comes alone is a batch of one. When a batch of several fails before its
 * commit, each of its commits goes by itself, a few at a time, and gets its own error. After an unknown outcome none is written again.
 */
export function groupCommits(target: CommitTarget): (commit: Commit) => Promise<void> {
  const writeOne = ({ commit, signal }: Pick<Waiting, 'commit' | 'signal'>) =>
    withinDeadline(() => commitTo(target, { commits: [commit], signal }), signal);

  async function write(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch;
    if (first === undefined || batch.length === 1) return writeEach(batch);
    const { signal } = first;
    try {
      const commits = batch.map(({ commit }) => commit);
      await withinDeadline(() => commitTo(target, { commits, signal }), signal);
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (error instanceof BatchFailedError) return writeEach(batch);
      for (const { reject } of batch) reject(error);
    }
  }

  const inTurn = pLimit(MAX_SINGLE_COMMITS);

  /** While the database can't serve, the pause before the next one grows. */
  async function writeEach(batch: readonly Waiting[]): Promise<void> {
    let failures = 0;
    const write = async (one: Waiting) => {
      if (failures > 0) await pauseBefore(failures);
      await writeOne(one).then(
        () => {
          failures = 0;
          one.resolve();
        },
        (error: unknown) => {
          if (error instanceof StoreUnavailableError) failures += 1;
          one.reject(error);
        },
      );
    };
    await Promise.all(batch.map((one) => inTurn(() => write(one))));
  }

  const newQueue = () => turnGroups<Waiting>({ maxInFlight: MAX_IN_FLIGHT, pick: independentOnes, run: write });
  const shared = newQueue();
  /** On a sharded cluster a group of several organisations would be a transaction of several shards. */
  const byOrganisation = new Map<number | undefined, typeof shared>();

  function queueOf(commit: Commit): typeof shared {
    if (!target.isSharded()) return shared;
    const organisationId = organisationOf(commit);
    const queue = byOrganisation.get(organisationId) ?? newQueue();
    byOrganisation.set(organisationId, queue);
    return queue;
  }

  return (commit) => {
    const signal = commandDeadline();
    if (!canBeBatched(commit)) return writeOne({ commit, signal });
    return new Promise((resolve, reject) =>
      queueOf(commit)({ commit, documents: documentsOf(commit), signal, resolve, reject }),
    );
  };
}

/**
 * A commit that removes profiles, or changes definitions that other writes are checked against, goes alone. So does one of
 * an import, which is a batch itself.
 */
function canBeBatched({ profiles, definitions, erasure, imports }: Commit): boolean {
  if (imports !== undefined) return false;
  return definitions === undefined && erasure === undefined && profiles.every(({ after }) => after !== undefined);
}

/** The organisation of the documents that a commit writes. All profiles have the same. */
function organisationOf({ profiles, idempotency }: Commit): number | undefined {
  const [first] = profiles;
  return (first?.after ?? first?.before)?.organisationId ?? idempotency?.organisationId;
}

/** The first of the waiting commits, without any that writes a document of an earlier one. */
function independentOnes(waiting: readonly Waiting[]): Waiting[] {
  const written = new Set<string>();
  const batch: Waiting[] = [];
  for (const one of waiting) {
    if (batch.length === MAX_BATCH_SIZE) break;
    const isIndependent = !one.documents.some((document) => written.has(document));
    for (const document of one.documents) written.add(document);
    if (isIndependent) batch.push(one);
  }
  return batch;
}
