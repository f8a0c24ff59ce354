import type { Profile, ProfileSummary } from '@profiles/domain';
import { briefFrom, type ProfileDocument, profileFrom } from '../schema/documents.js';

/** How much of a profile is read. */
export interface View<P extends ProfileSummary> {
  /** What stays in the database. */
  readonly projection: Readonly<Record<string, 0>>;
  readonly from: (document: ProfileDocument) => P;
}

/** Without what only the indexes need. */
export const WHOLE: View<Profile> = {
  projection: { uniqueKeys: 0, terms: 0, sortKeys: 0, purgeableFrom: 0 },
  from: profileFrom,
};

/** Without what can be long besides. */
export const BRIEF: View<ProfileSummary> = {
  projection: { ...WHOLE.projection, preferences: 0, notes: 0 },
  from: briefFrom,
};
