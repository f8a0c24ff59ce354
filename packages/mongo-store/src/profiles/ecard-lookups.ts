import type { ProfileReader } from '@profiles/application';
import { type EcardOwnership, MAX_CURRENT_ECARDS } from '@profiles/domain';
import { withinDeadline } from '../driver/driver-errors.js';
import { grouped } from '../driver/grouped.js';
import { sharedReads } from '../driver/shared-reads.js';
import type { Collections } from '../schema/collections.js';
import { ecardFrom } from '../schema/documents.js';
import { MAX_BATCH_SIZE } from './profile-finder.js';

type EcardLookups = Pick<ProfileReader, 'currentEcard' | 'currentEcardsNumbered' | 'countCurrentEcards' | 'ecardsOf'>;

/** Looks up ownerships of cards. Single lookups by number that come together share a query. */
export function ecardLookups({ ecards }: Pick<Collections, 'ecards'>): EcardLookups {
  const numbered = sharedReads<number, EcardOwnership[]>({
    one: (ecardNumber, deadline) =>
      withinDeadline(
        async (signal) => (await ecards.find({ ecardNumber, current: true }, { signal }).toArray()).map(ecardFrom),
        deadline,
      ),
    many: (keys, deadline) =>
      withinDeadline(async (signal) => {
        const filter = { ecardNumber: { $in: [...new Set(keys)] }, current: true as const };
        const found = (await ecards.find(filter, { batchSize: MAX_BATCH_SIZE, signal }).toArray()).map(ecardFrom);
        const byNumber = grouped(found, ({ ecardNumber }) => [ecardNumber]);
        return keys.map((key) => byNumber.get(key) ?? []);
      }, deadline),
  });

  return {
    currentEcard: (ecardOperator, ecardNumber) =>
      withinDeadline(async (signal) => {
        const document = await ecards.findOne({ ecardNumber, ecardOperator, current: true }, { signal });
        return document === null ? undefined : ecardFrom(document);
      }),
    currentEcardsNumbered: (ecardNumber) => numbered(ecardNumber),
    countCurrentEcards: (customerNumber) =>
      withinDeadline(async (signal) => {
        // Their ids alone, up to the limit: that costs less than a count, which is an aggregation.
        const options = { projection: { _id: 1 }, limit: MAX_CURRENT_ECARDS, signal } as const;
        return (await ecards.find({ customerNumber, current: true }, options).toArray()).length;
      }),
    ecardsOf: (customerNumber) =>
      withinDeadline(async (signal) =>
        (await ecards.find({ customerNumber }, { signal }).sort({ createdAt: 1, _id: 1 }).toArray()).map(ecardFrom),
      ),
  };
}
