import type { AccessRecord, ChangeRecord, ChangeStretch, ProfileReader } from '@profiles/application';
import type { Document } from 'mongodb';
import { withinDeadline } from '../driver/driver-errors.js';
import type { Collections } from '../schema/collections.js';
import type { AccessDocument, ChangeDocument } from '../schema/documents.js';

/** What was done to customers, and who looked at them. */
export function history({
  changes,
  accesses,
}: Pick<Collections, 'changes' | 'accesses'>): Pick<ProfileReader, 'changesOf' | 'accessesOf'> {
  return {
    changesOf: (customerNumbers, stretch = {}) =>
      withinDeadline(async () =>
        (await changes.aggregate<ChangeDocument>(pipeline(customerNumbers, stretch)).toArray()).map(changeFrom),
      ),
    accessesOf: (customerNumbers) =>
      withinDeadline(async () => {
        const found = accesses.find({ customerNumber: { $in: [...customerNumbers] } });
        return (await found.sort({ at: -1, _id: 1 }).toArray()).map(accessFrom);
      }),
  };
}

/** What the index answers comes first and by itself; behind it stands where the page before ended. */
function pipeline(customerNumbers: readonly number[], { after, limit }: ChangeStretch): Document[] {
  return [
    { $match: { customerNumber: { $in: [...customerNumbers] } } },
    ...(after === undefined
      ? []
      : [
          {
            $match: {
              $or: [
                { at: { $lt: after.at } },
                { at: after.at, revision: { $lt: after.revision } },
                { at: after.at, revision: after.revision, customerNumber: { $gt: after.customerNumber } },
              ],
            },
          },
        ]),
    { $sort: { at: -1, revision: -1, customerNumber: 1 } },
    ...(limit === undefined ? [] : [{ $limit: limit }]),
  ];
}

function changeFrom({ _id, ...fields }: ChangeDocument): ChangeRecord {
  return { id: _id, ...fields };
}

function accessFrom({ _id, at, ...fields }: AccessDocument): AccessRecord {
  return { id: _id, at: at.toISOString(), ...fields };
}
