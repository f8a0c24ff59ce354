import type { ProfileSummary } from '@profiles/domain';
import type { Collection, Filter } from 'mongodb';
import { withinDeadline } from '../driver/driver-errors.js';
import { readAll } from '../driver/read-all.js';
import type { ProfileDocument } from '../schema/documents.js';
import type { View } from './profile-views.js';

/** One more than any lookup requests: a batch that is not full ends the cursor without another command. */
export const MAX_BATCH_SIZE = 1001;

/** Finds profiles by a filter, in the form of a view. The signal is the deadline. */
export function profileFinder<P extends ProfileSummary>(
  profiles: Collection<ProfileDocument>,
  { projection, from }: View<P>,
) {
  return {
    one: (filter: Filter<ProfileDocument>, deadline?: AbortSignal) =>
      withinDeadline(async (signal) => {
        const document = await profiles.findOne(filter, { projection, signal });
        return document === null ? undefined : from(document);
      }, deadline),
    many: (filter: Filter<ProfileDocument>, deadline?: AbortSignal) =>
      withinDeadline(
        (signal) => readAll(profiles.find(filter, { projection, signal, batchSize: MAX_BATCH_SIZE }), from),
        deadline,
      ),
    /**
     * Finds by two filters; an index must answer the first alone. MongoDB's planner joins the two by itself. Other servers
     * read the whole collection when a list of values is only the first half of an index.
     */
    manyOf: (narrow: Filter<ProfileDocument>, rest: Filter<ProfileDocument>, deadline?: AbortSignal) =>
      withinDeadline((signal) => {
        const stages = [{ $match: narrow }, { $match: rest }, { $project: projection }];
        const options = { batchSize: MAX_BATCH_SIZE, signal };
        return readAll(profiles.aggregate<ProfileDocument>(stages, options), from);
      }, deadline),
  };
}

/** The part of a filter that excludes other organisations. */
export function of(organisationId: number | undefined): { organisationId?: number } {
  return organisationId === undefined ? {} : { organisationId };
}
