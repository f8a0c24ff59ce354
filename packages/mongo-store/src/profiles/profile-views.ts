import type { StoredProfile } from '@profiles/application';
import type { Profile, ProfileHead, ProfileSummary } from '@profiles/domain';
import { type ProfileDocument, profileFrom, summaryFrom } from '../schema/documents.js';
import { storedProfile } from '../stored/stored-profile.js';

/** The part of a profile that is read, and the form in which it is returned. */
export type View<P extends ProfileHead> = {
  /** The fields that are not read. */
  readonly projection: Readonly<Record<string, 0>>;
} & (
  | { readonly from: (document: ProfileDocument) => P }
  /** For profiles that stay in the bytes that the database sent. */
  | { readonly at: (bytes: Uint8Array, start: number) => P }
);

/** Everything but the fields that only the indexes need. */
export const WHOLE: View<Profile> = {
  projection: { schemaVersion: 0, uniqueKeys: 0, terms: 0, sortKeys: 0, purgeableFrom: 0 },
  from: profileFrom,
};

/** Without preferences and notes, which can be long. */
export const SUMMARY: View<ProfileSummary> = {
  projection: { ...WHOLE.projection, preferences: 0, notes: 0 },
  from: summaryFrom,
};

/** {@link WHOLE} in stored form. */
export const STORED: View<StoredProfile> = { projection: WHOLE.projection, at: storedProfile };

/** {@link SUMMARY} in stored form. */
export const STORED_SUMMARY: View<StoredProfile> = { projection: SUMMARY.projection, at: storedProfile };
