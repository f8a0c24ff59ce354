import type { DueCustomers, DuplicatePairs, PairStretch } from '@profiles/application';
import type { DuplicatePair } from '@profiles/domain';
import type { Filter } from 'mongodb';
import { withinDeadline } from '../driver/driver-errors.js';
import { readAll } from '../driver/read-all.js';
import type { Collections } from '../schema/collections.js';
import { type DuplicatePairDocument, type ProfileDocument, profileFrom } from '../schema/documents.js';
import { WHOLE } from './profile-views.js';

/** What is settled when the pairs of some customers are stored. */
interface Receipt {
  /** Changes with a mark. */
  readonly changes: readonly string[];
  /** The last customer of a walk, or `done` for its last stretch. */
  readonly walkedTo?: number | 'done';
}

/** The pairs of likely duplicates, and the marks of the profiles whose pairs are due. */
export function duplicatePairsIn({
  duplicatePairs,
  pairStates,
  changes,
  profiles,
}: Pick<Collections, 'duplicatePairs' | 'pairStates' | 'changes' | 'profiles'>): DuplicatePairs {
  /** Profiles of an organisation whose changes had no marks yet were written by an earlier version. */
  async function needsWalk(organisationId: number, signal: AbortSignal): Promise<boolean> {
    const oldest = await profiles.findOne({ organisationId }, { sort: { _id: 1 }, projection: { _id: 1 }, signal });
    if (oldest === null) return false;
    const records = await changes.find({ customerNumber: oldest._id }, { signal, limit: 100 }).toArray();
    return records.every(({ pairsDue }) => pairsDue === undefined);
  }

  async function walk(organisationId: number, from: number, limit: number): Promise<DueCustomers> {
    const found = await withinDeadline((signal) =>
      profiles
        .find({ organisationId, _id: { $gt: from } }, { projection: { _id: 1 }, signal })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    );
    const customerNumbers = found.map(({ _id }) => _id);
    const walkedTo = customerNumbers.length < limit ? 'done' : (customerNumbers.at(-1) ?? 'done');
    return { customerNumbers, receipt: { changes: [], walkedTo } satisfies Receipt };
  }

  return {
    maintained: () =>
      withinDeadline(async (signal) => (await pairStates.find({}, { signal }).toArray()).map(({ _id }) => _id)),
    begin: (organisationId) =>
      withinDeadline(async (signal) => {
        if ((await pairStates.findOne({ _id: organisationId }, { signal })) !== null) return;
        const state = (await needsWalk(organisationId, signal)) ? { walkedTo: 0 } : {};
        await pairStates.updateOne({ _id: organisationId }, { $setOnInsert: state }, { upsert: true });
      }),
    list: (organisationId, stretch) =>
      withinDeadline(async (signal) => {
        const stages = [
          { $match: { organisationId, doubt: doubtsOf(stretch) } },
          ...(stretch.after === undefined ? [] : [{ $match: following(stretch.after) }]),
          { $sort: { doubt: 1, first: 1, second: 1 } },
          { $limit: stretch.limit },
        ];
        const found = await duplicatePairs.aggregate<DuplicatePairDocument>(stages, { signal }).toArray();
        return found.map(({ first, second, score, reasons }) => ({ first, second, score, reasons }));
      }),
    due: async (organisationId, limit) => {
      const state = await withinDeadline((signal) => pairStates.findOne({ _id: organisationId }, { signal }));
      if (state?.walkedTo !== undefined) {
        const stretch = await walk(organisationId, state.walkedTo, limit);
        if (stretch.customerNumbers.length > 0) return stretch;
        const done = { $unset: { walkedTo: 1 as const } };
        await withinDeadline(() => pairStates.updateOne({ _id: organisationId }, done));
      }
      const marked = await withinDeadline((signal) =>
        changes
          .find({ organisationId, pairsDue: true }, { projection: { customerNumber: 1 }, signal, limit })
          .toArray(),
      );
      const customerNumbers = [...new Set(marked.flatMap(({ customerNumber }) => customerNumber ?? []))];
      return { customerNumbers, receipt: { changes: marked.map(({ _id }) => _id) } satisfies Receipt };
    },
    holdersOf: (organisationId, terms, limit) =>
      withinDeadline((signal) => {
        const filter: Filter<ProfileDocument> = { organisationId, terms: { $in: [...terms] } };
        return readAll(profiles.find(filter, { projection: WHOLE.projection, limit, signal }), profileFrom);
      }),
    settle: async (organisationId, { customerNumbers, receipt }, pairs) => {
      const { changes: settled, walkedTo } = receipt as Receipt;
      await withinDeadline(() => duplicatePairs.deleteMany({ members: { $in: [...customerNumbers] } }));
      if (pairs.length > 0) {
        const writes = pairs.map((pair) => upsertOf(pair, organisationId));
        await withinDeadline(() => duplicatePairs.bulkWrite(writes, { ordered: false }));
      }
      // Last: until then the customers are due, and a process that ends here leaves the work to another one.
      if (settled.length > 0) {
        const unmark = { $unset: { pairsDue: 1 as const } };
        await withinDeadline(() => changes.updateMany({ _id: { $in: [...settled] } }, unmark));
      }
      if (walkedTo === undefined) return;
      const state = walkedTo === 'done' ? { $unset: { walkedTo: 1 as const } } : { $set: { walkedTo } };
      await withinDeadline(() => pairStates.updateOne({ _id: organisationId }, state));
    },
  };
}

function upsertOf(pair: DuplicatePair, organisationId: number) {
  const { first, second, score } = pair;
  const replacement = { organisationId, members: [first, second], doubt: doubtOf(score), ...pair };
  return { replaceOne: { filter: { _id: `${first}:${second}` }, replacement, upsert: true } };
}

/** What a score lacks to certainty, in hundredths. Ascending like the numbers of a pair, so one index has the whole order. */
function doubtOf(score: number): number {
  return 100 - Math.round(score * 100);
}

function doubtsOf({ minScore, after }: PairStretch) {
  // Whole numbers, so `$lt` of the next one means `$lte`: with that, the development stand-in leaves the last ones out.
  const most = Math.floor(100 - minScore * 100 + 1e-9);
  return { $lt: most + 1, ...(after !== undefined && { $gte: doubtOf(after.score) }) };
}

function following({ score, first, second }: NonNullable<PairStretch['after']>) {
  const doubt = doubtOf(score);
  return {
    $or: [{ doubt: { $gt: doubt } }, { doubt, first: { $gt: first } }, { doubt, first, second: { $gt: second } }],
  };
}
