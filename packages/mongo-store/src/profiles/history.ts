import type { AccessPlace, AccessRecord, ChangeRecord, ChangeStretch, ProfileReader } from '@profiles/application';
import type { AggregationCursor, Document, Filter } from 'mongodb';
import { withinDeadline } from '../driver/driver-errors.js';
import type { Collections } from '../schema/collections.js';
import type { AccessDocument, ChangeDocument } from '../schema/documents.js';
import { of } from './profile-finder.js';

/** Changes that are read in one batch: a change with long lists has several megabytes. */
const RECORDS_READ = 20;

/** The changes of customers, and the recorded reads of them. */
export function history({
  changes,
  accesses,
}: Pick<Collections, 'changes' | 'accesses'>): Pick<ProfileReader, 'changesOf' | 'accessesOf'> {
  return {
    changesOf: (customerNumbers, stretch = {}) =>
      withinDeadline((signal) => {
        const options = { signal, batchSize: RECORDS_READ };
        const cursor = changes.aggregate<ChangeDocument>(pipeline(customerNumbers, stretch), options);
        return upTo(stretch.maxCharacters ?? Number.POSITIVE_INFINITY, cursor);
      }),
    accessesOf: (customerNumbers, { after, limit } = {}) =>
      withinDeadline(async (signal) => {
        const stages = [
          { $match: { customerNumber: { $in: [...customerNumbers] } } },
          ...(after === undefined ? [] : [{ $match: followingAccess(after) }]),
          { $sort: { at: -1, _id: 1 } },
          ...(limit === undefined ? [] : [{ $limit: limit }]),
        ];
        return (await accesses.aggregate<AccessDocument>(stages, { signal }).toArray()).map(accessFrom);
      }),
  };
}

/** The records until the total of characters exceeds the maximum, and one more. */
async function upTo(maxCharacters: number, cursor: AggregationCursor<ChangeDocument>): Promise<ChangeRecord[]> {
  const records: ChangeRecord[] = [];
  let characters = 0;
  for await (const document of cursor) {
    const record = changeFrom(document);
    records.push(record);
    // Leaving the loop closes the cursor.
    if (characters > maxCharacters) break;
    if (maxCharacters < Number.POSITIVE_INFINITY) characters += JSON.stringify(record).length;
  }
  return records;
}

function followingAccess({ at, id }: AccessPlace): Filter<AccessDocument> {
  const date = new Date(at);
  return { $or: [{ at: { $lt: date } }, { at: date, _id: { $gt: id } }] };
}

/** The first stage is the part that an index answers alone; the second skips the pages before. */
function pipeline(customerNumbers: readonly number[], { after, limit, within }: ChangeStretch): Document[] {
  return [
    { $match: { ...of(within), customerNumber: { $in: [...customerNumbers] } } },
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

function changeFrom({ _id, pairsDue: _mark, ...fields }: ChangeDocument): ChangeRecord {
  return { id: _id, ...fields };
}

function accessFrom({ _id, at, ...fields }: AccessDocument): AccessRecord {
  return { id: _id, at: at.toISOString(), ...fields };
}
