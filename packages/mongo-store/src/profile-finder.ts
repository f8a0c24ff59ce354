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
  };
}

/** The part of a filter that leaves out what belongs to others. */
export function of(organisationId: number | undefined): { organisationId?: number } {
  return organisationId === undefined ? {} : { organisationId };
}
