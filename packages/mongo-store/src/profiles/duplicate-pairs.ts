import type { DueCustomers, DuplicatePairs, PairStretch } from '@profiles/application';
import type { DuplicatePair } from '@profiles/domain';
import type { Filter } from 'mongodb';
import { withinDeadline } from '../driver/driver-errors.js';
import { readAll } from '../driver/read-all.js';
import type { Collections } from '../schema/collections.js';
import { type DuplicatePairDocument, type ProfileDocument, profileFrom } from '../schema/documents.js';
import { CUSTOMER_NUMBERS } from './numbers.js';
import { WHOLE } from './profile-views.js';

/** The values that are known when the pairs of some customers are stored. */
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
  async function needsWalk(organisationId: number): Promise<boolean> {
    const { numbers } = await nextStretch(organisationId, CUSTOMER_NUMBERS.first - 1, 1);
    const [oldest = (await nextStretch(organisationId, 0, 1)).numbers[0]] = numbers;
    if (oldest === undefined) return false;
    const records = await withinDeadline((signal) =>
      changes.find({ organisationId, customerNumber: oldest }, { signal, limit: 100 }).toArray(),
    );
    return records.every(({ pairsDue }) => pairsDue === undefined);
  }

  /**
   * The next customers of an organisation after a number, in growing ranges of numbers: sorting all that follow takes the
   * development stand-in too long. Imported customers can have any number.
   */
  async function nextStretch(organisationId: number, after: number, limit: number) {
    let from = after;
    for (let width = 4 * limit; from < Number.MAX_SAFE_INTEGER; width *= 2) {
      const { first } = CUSTOMER_NUMBERS;
      const to = from < first - 1 ? Math.min(from + width, first - 1) : Math.min(from + width, Number.MAX_SAFE_INTEGER);
      const filter = { organisationId, _id: { $gt: from, $lte: to } };
      const found = await withinDeadline((signal) =>
        profiles
          .find(filter, { projection: { _id: 1 }, signal })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray(),
      );
      const numbers = found.map(({ _id }) => _id);
      if (numbers.length > 0) return { numbers, walkedTo: numbers.length === limit ? numbers.at(-1) : to };
      if (to === first - 1) width = 2 * limit;
      from = to;
    }
    return { numbers: [], walkedTo: undefined };
  }

  async function walk(organisationId: number, from: number, limit: number): Promise<DueCustomers> {
    const { numbers, walkedTo = 'done' } = await nextStretch(organisationId, from, limit);
    return { customerNumbers: numbers, receipt: { changes: [], walkedTo } satisfies Receipt };
  }

  return {
    maintained: () =>
      withinDeadline(async (signal) => (await pairStates.find({}, { signal }).toArray()).map(({ _id }) => _id)),
    begin: async (organisationId) => {
      const known = await withinDeadline((signal) => pairStates.findOne({ _id: organisationId }, { signal }));
      if (known !== null) return;
      const state = (await needsWalk(organisationId)) ? { walkedTo: 0 } : {};
      await withinDeadline(() =>
        pairStates.updateOne(
          { _id: organisationId },
          { $setOnInsert: { since: new Date(), ...state } },
          { upsert: true },
        ),
      );
    },
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
      if (pairs.length > 0) {
        const writes = pairs.map((pair) => upsertOf(pair, organisationId));
        await withinDeadline(() => duplicatePairs.bulkWrite(writes, { ordered: false }));
      }
      // After the pairs that hold were written: two processes can settle the same customers, and a reader between them must
      // not miss a pair.
      const kept = new Set(pairs.map(idOf));
      const known = await withinDeadline((signal) =>
        duplicatePairs
          .find({ organisationId, members: { $in: [...customerNumbers] } }, { projection: { _id: 1 }, signal })
          .toArray(),
      );
      const outdated = known.flatMap(({ _id }) => (kept.has(_id) ? [] : _id));
      if (outdated.length > 0)
        await withinDeadline(() => duplicatePairs.deleteMany({ organisationId, _id: { $in: outdated } }));
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

function idOf({ first, second }: DuplicatePair): string {
  return `${first}:${second}`;
}

function upsertOf(pair: DuplicatePair, organisationId: number) {
  const { first, second, score } = pair;
  const replacement = { organisationId, members: [first, second], doubt: doubtOf(score), ...pair };
  return { replaceOne: { filter: { organisationId, _id: idOf(pair) }, replacement, upsert: true } };
}

/** The difference of a score to certainty, in hundredths. Ascending like the numbers of a pair, so one index has the whole order. */
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
