import type { Profile } from '@profiles/domain';
import type { Collection, Filter } from 'mongodb';
import { type ProfileDocument, profileFrom } from './documents.js';
import { translating } from './driver-errors.js';
import { SHOWN } from './search.js';

/** One more than any look-up asks for: a batch that is not full ends the cursor, and nobody has to ask again. */
export const MOST_AT_ONCE = 1001;

/** Finds profiles by a filter, without what only the indexes need. */
export function profileFinder(profiles: Collection<ProfileDocument>) {
  return {
    one: (filter: Filter<ProfileDocument>) =>
      translating(async () => {
        const document = await profiles.findOne(filter, { projection: SHOWN });
        return document === null ? undefined : profileFrom(document);
      }),
    many: (filter: Filter<ProfileDocument>) =>
      translating(async (): Promise<Profile[]> => {
        const documents = await profiles.find(filter, { projection: SHOWN, batchSize: MOST_AT_ONCE }).toArray();
        return documents.map(profileFrom);
      }),
    /**
     * Those that meet both filters; the first is one that an index answers alone. A server with a clever planner joins the
     * two by itself. Others read the whole collection when a list of values is only the first half of an index.
     */
    manyOf: (narrow: Filter<ProfileDocument>, rest: Filter<ProfileDocument>) =>
      translating(async (): Promise<Profile[]> => {
        const stages = [{ $match: narrow }, { $match: rest }, { $project: SHOWN }];
        const documents = profiles.aggregate<ProfileDocument>(stages, { batchSize: MOST_AT_ONCE });
        return (await documents.toArray()).map(profileFrom);
      }),
  };
}

/** The part of a filter that leaves out what belongs to others. */
export function of(organisationId: number | undefined): { organisationId?: number } {
  return organisationId === undefined ? {} : { organisationId };
}
