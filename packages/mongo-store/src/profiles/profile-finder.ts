import type { ProfileSummary } from '@profiles/domain';
import type { Collection, Filter } from 'mongodb';
import { translating } from '../driver/driver-errors.js';
import { readAll } from '../driver/read-all.js';
import type { ProfileDocument } from '../schema/documents.js';
import type { View } from './profile-views.js';

/** One more than any lookup asks for: a batch that is not full ends the cursor, and nobody has to ask again. */
export const MAX_BATCH_SIZE = 1001;

/** Finds profiles by a filter, as much of them as a view shows. */
export function profileFinder<P extends ProfileSummary>(
  profiles: Collection<ProfileDocument>,
  { projection, from }: View<P>,
) {
  return {
    one: (filter: Filter<ProfileDocument>) =>
      translating(async () => {
        const document = await profiles.findOne(filter, { projection });
        return document === null ? undefined : from(document);
      }),
    many: (filter: Filter<ProfileDocument>) =>
      translating(() => readAll(profiles.find(filter, { projection, batchSize: MAX_BATCH_SIZE }), from)),
    /**
     * Those that meet both filters; the first is one that an index answers alone. A server with a clever planner joins the
     * two by itself. Others read the whole collection when a list of values is only the first half of an index.
     */
    manyOf: (narrow: Filter<ProfileDocument>, rest: Filter<ProfileDocument>) =>
      translating(() => {
        const stages = [{ $match: narrow }, { $match: rest }, { $project: projection }];
        return readAll(profiles.aggregate<ProfileDocument>(stages, { batchSize: MAX_BATCH_SIZE }), from);
      }),
  };
}

/** The part of a filter that leaves out what belongs to others. */
export function of(organisationId: number | undefined): { organisationId?: number } {
  return organisationId === undefined ? {} : { organisationId };
}
