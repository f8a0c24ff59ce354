import { accept, acceptAsIs } from './accept.js';
import type { Accepted, Decision, EcardChange, ProfileChange } from './decision.js';
import type { EcardOwnership } from './ecard.js';
import type { Instant } from './instant.js';
import type { Profile } from './profile.js';

/** The state of a profile after the last row of an import that wrote it. */
export interface ImportedState {
  readonly revision: number;
  /** When the row was written. */
  readonly at: Instant;
}

/** [IMPORT-3] Whether a profile is as an import left it, and its customer has not signed in since. */
export function isAsImported(profile: Profile, { revision, at }: ImportedState): boolean {
  return profile.revision === revision && (profile.lastSignInAt ?? '') <= at;
}

/** The removal of profiles that an import created. */
export interface UndoCreations {
  /** The profiles to remove; none that others were merged into, unless those are removed too. */
  readonly profiles: readonly Profile[];
  readonly ecards: readonly EcardOwnership[];
  /** The profiles that removed ones were merged into. */
  readonly survivors: readonly Profile[];
}

/**
 * [IMPORT-3] Removes profiles that an import created, with their cards. The profiles that they were merged into no longer
 * have their numbers, which is no change of those.
 */
export function decideUndoCreations({ profiles, ecards, survivors }: UndoCreations): Accepted {
  const gone = new Set(profiles.map(({ customerNumber }) => customerNumber));
  const freed = survivors.flatMap((before): ProfileChange[] => {
    const left = before.relatedCustomerNumbers.filter((number) => !gone.has(number));
    if (gone.has(before.customerNumber) || left.length === before.relatedCustomerNumbers.length) return [];
    const importedMerges = (before.importedMerges ?? 0) + 1;
    return [{ before, after: { ...before, relatedCustomerNumbers: left, importedMerges }, isRecordOnly: true }];
  });
  return acceptAsIs({
    profiles: [...profiles.map((before) => ({ before })), ...freed],
    ecards: ecards.map((before) => ({ before })),
  });
}

/** The restoration of a profile that an import updated. */
export interface UndoUpdate {
  readonly profile: Profile;
  /** The profile as it was before the first row of the import. */
  readonly before: Profile;
  /** The cards that the import added and that are still the profile's. */
  readonly addedEcards: readonly EcardOwnership[];
}

/** [IMPORT-3] Restores a profile as it was before an import, as a change of its own. What is no change stays. */
export function decideUndoUpdate({ profile, before, addedEcards }: UndoUpdate): Decision {
  const { revision, changedAt, changedBy, changedByChannel, relatedCustomerNumbers, importedMerges } = profile;
  const after: Profile = {
    ...before,
    ...{ revision, changedAt, changedBy, changedByChannel, relatedCustomerNumbers },
    ...(importedMerges !== undefined && { importedMerges }),
    ...(profile.lastSignInAt !== undefined && { lastSignInAt: profile.lastSignInAt }),
    ...(profile.lastSignInFrom !== undefined && { lastSignInFrom: profile.lastSignInFrom }),
  };
  const ecards = addedEcards.map((card): EcardChange => ({ before: card }));
  return accept({ profiles: [{ before: profile, after }], ecards });
}
