import { accept } from './accept.js';
import { type Decision, type InputError, type Rejected, Rejection, reject, rejectionOfInput } from './decision.js';
import type { Instant } from './instant.js';
import { without } from './patch.js';
import { misfitOf } from './preference-definition.js';
import type { PreferenceDefinition } from './preference-types.js';
import type { CustomerPreference, Profile } from './profile.js';

/** A preference as a caller sends it. */
export type PreferenceValue = Pick<CustomerPreference, 'preferenceId' | 'preferenceValue'>;

/** The state that every rule about preferences needs. */
export interface PreferenceScene {
  readonly profile: Profile;
  /** The definitions of the preferences in the request that exist. */
  readonly definitions: readonly PreferenceDefinition[];
  readonly now: Instant;
}

/** Sets a preference that the customer does not have yet. */
export function decideCreatePreference(scene: PreferenceScene, value: PreferenceValue): Decision {
  const { profile, now } = scene;
  const refusal = refusalOfValue(scene, value);
  if (refusal) return refusal;
  if (preferenceOf(profile, value.preferenceId)) {
    return reject(Rejection.Conflict, {
      message: `The customer has preference ${value.preferenceId} already; update it instead.`,
    });
  }
  return changedTo(profile, [...profile.preferences, newPreference(profile, value, now)]);
}

/** Changes the value of a preference that the customer has. */
export function decideUpdatePreference(scene: PreferenceScene, value: PreferenceValue): Decision {
  const { profile, now } = scene;
  if (!preferenceOf(profile, value.preferenceId)) return reject(Rejection.NotFound);
  const refusal = refusalOfValue(scene, value);
  if (refusal) return refusal;
  return changedTo(
    profile,
    profile.preferences.map((preference) =>
      preference.preferenceId === value.preferenceId ? withValue(preference, value, now) : preference,
    ),
  );
}

/** Removes a preference that the customer has. */
export function decideDeletePreference(profile: Profile, preferenceId: number): Decision {
  if (!preferenceOf(profile, preferenceId)) return reject(Rejection.NotFound);
  return changedTo(
    profile,
    profile.preferences.filter((preference) => preference.preferenceId !== preferenceId),
  );
}

/**
 * Replaces the whole list at once: an entry that is not in the new list is removed. An entry with an unchanged value keeps
 * its identity and its times, and the order of the list is not a change [NOOP-1].
 */
export function decideReplacePreferences(scene: PreferenceScene, values: readonly PreferenceValue[]): Decision {
  const { profile, now } = scene;
  const seen = new Set<number>();
  const errors = values.flatMap((value, position) => {
    const path = `preferences.${position}`;
    const repeated = seen.has(value.preferenceId);
    seen.add(value.preferenceId);
    if (!repeated) return errorOfValue(scene, value, path) ?? [];
    return { path: `${path}.preferenceId`, message: `Preference ${value.preferenceId} is in the list twice.` };
  });
  const rejection = rejectionOfInput(errors);
  if (rejection) return rejection;
  const wanted = new Map(values.map((value) => [value.preferenceId, value]));
  const kept = profile.preferences.flatMap((preference) => {
    const value = wanted.get(preference.preferenceId);
    return value === undefined ? [] : withValue(preference, value, now);
  });
  const added = values.filter(({ preferenceId }) => preferenceOf(profile, preferenceId) === undefined);
  return changedTo(profile, [...kept, ...added.map((value) => newPreference(profile, value, now))]);
}

/** A new entry. Its identity is unique, because a profile gets each revision once. */
function newPreference(
  { customerNumber, revision }: Profile,
  { preferenceId, preferenceValue }: PreferenceValue,
  now: Instant,
): CustomerPreference {
  const entryId = `${customerNumber}.${revision + 1}`;
  return { preferenceId, preferenceValue, entryId, createdAt: now, changedAt: now };
}

/** The entry with a value. A new value is the profile's own, whichever profile the entry came from [ERASE-1]. */
function withValue(entry: CustomerPreference, { preferenceValue }: PreferenceValue, now: Instant): CustomerPreference {
  if (entry.preferenceValue === preferenceValue) return entry;
  return { ...without(entry, 'mergedFrom'), preferenceValue, changedAt: now };
}

/** The identity of an entry. Entries of earlier versions are told apart by their creation time. */
export function entryIdOf({ entryId, createdAt }: CustomerPreference): string {
  return entryId ?? createdAt;
}

export function preferenceOf(profile: Profile, preferenceId: number): CustomerPreference | undefined {
  return profile.preferences.find((preference) => preference.preferenceId === preferenceId);
}

/** Rejects a value without an active definition of the customer's organisation, or that does not fit its type. */
function refusalOfValue(scene: PreferenceScene, value: PreferenceValue): Rejected | undefined {
  const error = errorOfValue(scene, value);
  return error && rejectionOfInput([error]);
}

function errorOfValue(
  { profile, definitions }: PreferenceScene,
  { preferenceId, preferenceValue }: PreferenceValue,
  under?: string,
): InputError | undefined {
  const path = (field: string) => (under === undefined ? field : `${under}.${field}`);
  const definition = definitions.find(
    ({ id, organisationId }) => id === preferenceId && organisationId === profile.organisationId,
  );
  if (definition === undefined) {
    return { path: path('preferenceId'), message: `There is no preference ${preferenceId}.` };
  }
  if (!definition.isActive) return { path: path('preferenceId'), message: `Preference ${preferenceId} is not active.` };
  const message = misfitOf(definition.preferenceType, preferenceValue);
  return message === undefined ? undefined : { path: path('preferenceValue'), message };
}

function changedTo(profile: Profile, preferences: readonly CustomerPreference[]): Decision {
  return accept({ profiles: [{ before: profile, after: { ...profile, preferences } }] });
}
