import type { Profile, ProfileSummary } from '@profiles/domain';
import { type ProfileDocument, profileFrom, summaryFrom } from '../schema/documents.js';

/** The part of a profile that is read. */
export interface View<P extends ProfileSummary> {
  /** The fields that are not read. */
  readonly projection: Readonly<Record<string, 0>>;
  readonly from: (document: ProfileDocument) => P;
}

/** Everything but the fields that only the indexes need. */
export const WHOLE: View<Profile> = {
  projection: { uniqueKeys: 0, terms: 0, sortKeys: 0, purgeableFrom: 0 },
  from: profileFrom,
};

/** Without preferences and notes, which can be long. */
export const SUMMARY: View<ProfileSummary> = {
  projection: { ...WHOLE.projection, preferences: 0, notes: 0 },
  from: summaryFrom,
};
