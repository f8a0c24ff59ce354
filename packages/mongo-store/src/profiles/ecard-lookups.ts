import type { ProfileReader } from '@profiles/application';
import type { EcardOwnership } from '@profiles/domain';
import { translating } from '../driver/driver-errors.js';
import { grouped } from '../driver/grouped.js';
import { sharedReads } from '../driver/shared-reads.js';
import type { Collections } from '../schema/collections.js';
import { ecardFrom } from '../schema/documents.js';
import { MAX_BATCH_SIZE } from './profile-finder.js';

type EcardLookups = Pick<ProfileReader, 'currentEcard' | 'currentEcardsNumbered' | 'ecardsOf'>;

/** Looks ownerships of cards up. Cards that are asked for by number at the same time are asked for together. */
export function ecardLookups({ ecards }: Pick<Collections, 'ecards'>): EcardLookups {
  const numbered = sharedReads<number, EcardOwnership[]>({
    one: (ecardNumber) =>
      translating(async () => (await ecards.find({ ecardNumber, current: true }).toArray()).map(ecardFrom)),
    many: (keys) =>
      translating(async () => {
        const filter = { ecardNumber: { $in: [...new Set(keys)] }, current: true as const };
        const found = (await ecards.find(filter, { batchSize: MAX_BATCH_SIZE }).toArray()).map(ecardFrom);
        const byNumber = grouped(found, ({ ecardNumber }) => [ecardNumber]);
        return keys.map((key) => byNumber.get(key) ?? []);
      }),
  });

  return {
    currentEcard: (ecardOperator, ecardNumber) =>
      translating(async () => {
        const document = await ecards.findOne({ ecardNumber, ecardOperator, current: true });
        return document === null ? undefined : ecardFrom(document);
      }),
    currentEcardsNumbered: (ecardNumber) => numbered(ecardNumber),
    ecardsOf: (customerNumber) =>
      translating(async () =>
        (await ecards.find({ customerNumber }).sort({ createdAt: 1, _id: 1 }).toArray()).map(ecardFrom),
      ),
  };
}
