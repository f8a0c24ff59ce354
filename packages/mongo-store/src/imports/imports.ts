import { type ImportPlace, type Imports, NO_ROWS, type ProfilePart, type ProfileStretch } from '@profiles/application';
import type { Profile } from '@profiles/domain';
import type { Document } from 'mongodb';
import { withinDeadline } from '../driver/driver-errors.js';
import { readAll } from '../driver/read-all.js';
import { CUSTOMER_NUMBERS } from '../profiles/numbers.js';
import { MAX_BATCH_SIZE } from '../profiles/profile-finder.js';
import type { Collections } from '../schema/collections.js';
import { ecardFrom, type ProfileDocument, profileFrom } from '../schema/documents.js';
import { unavailableNames } from './given-names.js';
import { blockFrom, type ImportDocument, imageFrom, importFrom, partId, rehearsalFrom } from './import-documents.js';

/** Profiles that a part of an export looks at when it leaves out those without a change. */
const MAX_SCANNED = 5_000;
/** How much wider the next range of numbers is while a part is not full: 15 ranges reach the highest number. */
const WIDENING = 8;
/** Numbers up to this one are those that rows gave: where the assigned ones begin, most numbers are in use again. */
const BEFORE_ASSIGNED = CUSTOMER_NUMBERS.first - 1;

/** Imports in MongoDB, and what their use cases read in bulk. */
export function importsIn(collections: Collections): Imports {
  const { imports, importCounters, importBlocks, importImages, importRehearsals, profiles, ecards, credentials } =
    collections;
  return {
    find: (id, organisationId) =>
      withinDeadline(async (signal) => {
        const document = await imports.findOne({ organisationId, _id: id }, { signal });
        return document === null ? undefined : importFrom(document);
      }),
    list: (organisationId, { limit, after }) =>
      withinDeadline(async (signal) => {
        // Two stages: see `manyOf` in profile-finder.ts.
        const stages: Document[] = [
          { $match: { organisationId } },
          ...(after === undefined ? [] : [{ $match: following(after) }]),
          { $sort: { createdAt: -1, _id: -1 } },
          { $limit: limit },
        ];
        return (await imports.aggregate<ImportDocument>(stages, { signal }).toArray()).map(importFrom);
      }),
    counts: (importId, organisationId) =>
      withinDeadline(async (signal) => {
        const total = { ...NO_ROWS };
        for (const { counts } of await importCounters.find({ organisationId, importId }, { signal }).toArray())
          for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += counts[name] ?? 0;
        return total;
      }),
    blocks: (importId, organisationId, numbers) =>
      withinDeadline(async (signal) => {
        const ids = numbers.map((number) => partId(importId, number));
        return (await importBlocks.find({ organisationId, _id: { $in: ids } }, { signal }).toArray()).map(blockFrom);
      }),
    lastBlock: (importId, organisationId) =>
      withinDeadline(async (signal) => {
        const filter = { organisationId, importId, undoable: true as const };
        const [document] = await importBlocks.find(filter, { signal, limit: 1 }).sort({ block: -1 }).toArray();
        return document && blockFrom(document);
      }),
    images: (importId, organisationId, numbers) =>
      withinDeadline(async (signal) => {
        const ids = numbers.map((number) => partId(importId, number));
        return (await importImages.find({ organisationId, _id: { $in: ids } }, { signal }).toArray()).map(imageFrom);
      }),
    createdBy: (importId, organisationId, numbers) =>
      withinDeadline(async (signal) => {
        const wanted = new Set(numbers);
        const filter = { organisationId, importId, createdNumbers: { $in: [...numbers] } };
        const found = await importBlocks.find(filter, { signal, projection: { rows: 1 } }).toArray();
        const created = new Map<number, number>();
        for (const { outcome, customerNumber = 0, revision = 1 } of found.flatMap(({ rows }) => rows))
          if (outcome === 'created' && wanted.has(customerNumber)) created.set(customerNumber, revision);
        return created;
      }),
    imagesOf: (importId, organisationId, block) =>
      withinDeadline(async (signal) => {
        const found = await importImages.find({ organisationId, importId, block }, { signal }).toArray();
        return found.filter(({ isDone }) => isDone !== true).map(imageFrom);
      }),
    rehearsed: (importId, organisationId, keys) =>
      withinDeadline(async (signal) => {
        const filter = { organisationId, importId, keys: { $in: [...keys] } };
        return (await importRehearsals.find(filter, { signal, batchSize: MAX_BATCH_SIZE }).toArray()).map(
          rehearsalFrom,
        );
      }),
    holdersOf: (organisationId, keys) =>
      withinDeadline(async (signal) => {
        const wanted = new Set(keys);
        const options = { signal, projection: { uniqueKeys: 1 }, batchSize: MAX_BATCH_SIZE };
        const found = await profiles.find({ organisationId, uniqueKeys: { $in: [...keys] } }, options).toArray();
        return new Map(
          found.flatMap(({ _id, uniqueKeys = [] }) =>
            uniqueKeys.flatMap((key) => (wanted.has(key) ? [[key, _id] as const] : [])),
          ),
        );
      }),
    currentEcardsAmong: (ecardNumbers) =>
      withinDeadline(async (signal) => {
        const filter = { ecardNumber: { $in: [...ecardNumbers] }, current: true as const };
        return (await ecards.find(filter, { signal, batchSize: MAX_BATCH_SIZE }).toArray()).map(ecardFrom);
      }),
    ecardsOfAll: (customerNumbers) =>
      withinDeadline(async (signal) =>
        (
          await ecards
            .find({ customerNumber: { $in: [...customerNumbers] } }, { signal, batchSize: MAX_BATCH_SIZE })
            .toArray()
        ).map(ecardFrom),
      ),
    passwordHashesOf: (organisationId, customerNumbers) =>
      withinDeadline(async (signal) => {
        const filter = { organisationId, _id: { $in: [...customerNumbers] } };
        const found = await credentials.find(filter, { signal, batchSize: MAX_BATCH_SIZE }).toArray();
        return new Map(found.map(({ _id, passwordHash }) => [_id, passwordHash]));
      }),
    unavailable: (organisationId, names, claim) =>
      withinDeadline((signal) => unavailableNames(collections, { organisationId, names, claim }, signal)),
    profilesOf: (organisationId, stretch) => profilesOf(profiles, { ...stretch, organisationId }),
  };
}

function following({ createdAt, id }: ImportPlace): Document {
  return { $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: id } }] };
}

/** Profiles of a range of numbers in their order, at most `size`. */
type ReadRange = (ids: Document, size: number, changed?: Document[]) => Promise<Profile[]>;

async function profilesOf(
  profiles: Collections['profiles'],
  { organisationId, after = 0, changedSince, limit }: ProfileStretch & { readonly organisationId: number },
): Promise<ProfilePart> {
  const range: ReadRange = (ids, size, changed = []) =>
    withinDeadline((signal) => {
      // An index answers the first stage alone: see `manyOf` in profile-finder.ts.
      const stages = [{ $match: { organisationId, _id: ids } }, { $sort: { _id: 1 } }, ...changed, { $limit: size }];
      return readAll(profiles.aggregate<ProfileDocument>(stages, { signal, batchSize: MAX_BATCH_SIZE }), profileFrom);
    });
  const numbersAfter = (number: number) => ({ organisationId, _id: { $gt: number } });
  if (changedSince === undefined) {
    const hasMore = (number: number) =>
      withinDeadline(
        async (signal) => (await profiles.findOne(numbersAfter(number), { signal, projection: { _id: 1 } })) !== null,
      );
    return partOf(await followingNumber(after, limit + 1, { range, hasMore }), limit);
  }
  // Bounded, however few were changed: an index knows where each part ends.
  const [last] = await withinDeadline((signal) =>
    profiles
      .find(numbersAfter(after), { signal, projection: { _id: 1 } })
      .sort({ _id: 1 })
      .skip(MAX_SCANNED - 1)
      .limit(1)
      .toArray(),
  );
  const ids = { $gt: after, ...(last !== undefined && { $lte: last._id }) };
  const part = partOf(await range(ids, limit + 1, [{ $match: { changedAt: { $gte: changedSince } } }]), limit);
  return part.next !== undefined || last === undefined ? part : { ...part, next: last._id };
}

/**
 * The profiles that follow a number, at most `size`, from ranges of numbers that end. MongoDB needs no end, since it stops at
 * the limit; the development stand-in reads everything that a range without an end has, for each part of an export.
 */
async function followingNumber(
  after: number,
  size: number,
  { range, hasMore }: { readonly range: ReadRange; readonly hasMore: (number: number) => Promise<boolean> },
): Promise<Profile[]> {
  const found: Profile[] = [];
  let span = size;
  for (let start = after; start < Number.MAX_SAFE_INTEGER; ) {
    const isBelowAssigned = start < BEFORE_ASSIGNED;
    const end = Math.min(start + span, isBelowAssigned ? BEFORE_ASSIGNED : Number.MAX_SAFE_INTEGER);
    found.push(...(await range({ $gt: start, $lte: end }, size - found.length)));
    if (found.length >= size || !(await hasMore(end))) break;
    span = end === BEFORE_ASSIGNED ? size : span * WIDENING;
    start = end;
  }
  return found;
}

function partOf(found: readonly Profile[], limit: number): ProfilePart {
  const profiles = found.slice(0, limit);
  const last = profiles.at(-1);
  return found.length > limit && last !== undefined ? { profiles, next: last.customerNumber } : { profiles };
}
