import { accept, type Decision, type Rejected, Rejection, reject } from './decision.js';
import type { Instant } from './instant.js';
import { misfitOf } from './preference-definition.js';
import type { PreferenceDefinition } from './preference-types.js';
import type { CustomerPreference, Profile } from './profile.js';

/** A preference as a caller sends it. */
export type PreferenceValue = Pick<CustomerPreference, 'preferenceId' | 'preferenceValue'>;

/** What every rule about one preference needs to know. */
export interface PreferenceScene {
  readonly profile: Profile;
  /** The definitions of the preferences named, as far as they exist. */
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
  return changedTo(profile, [...profile.preferences, { ...value, createdAt: now, changedAt: now }]);
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
      preference.preferenceId === value.preferenceId ? { ...preference, ...value, changedAt: now } : preference,
    ),
  );
}

/** Takes a preference away from a customer who has it. */
export function decideDeletePreference(profile: Profile, preferenceId: number): Decision {
  if (!preferenceOf(profile, preferenceId)) return reject(Rejection.NotFound);
  return changedTo(
    profile,
    profile.preferences.filter((preference) => preference.preferenceId !== preferenceId),
  );
}

/** Swaps the whole list at once: what is not in the new one is gone, what stays keeps the day it was first set. */
export function decideReplacePreferences(scene: PreferenceScene, values: readonly PreferenceValue[]): Decision {
  const { profile, now } = scene;
  const seen = new Set<number>();
  for (const [position, value] of values.entries()) {
    const path = `preferences.${position}`;
    if (seen.has(value.preferenceId)) {
      return badInput(`${path}.preferenceId`, `Preference ${value.preferenceId} stands in the list twice.`);
    }
    seen.add(value.preferenceId);
    const refusal = refusalOfValue(scene, value, path);
    if (refusal) return refusal;
  }
  return changedTo(
    profile,
    values.map((value) => {
      const before = preferenceOf(profile, value.preferenceId);
      return { ...value, createdAt: before?.createdAt ?? now, changedAt: now };
    }),
  );
}

export function preferenceOf(profile: Profile, preferenceId: number): CustomerPreference | undefined {
  return profile.preferences.find((preference) => preference.preferenceId === preferenceId);
}

/** A value needs an active definition of the customer's own organisation, and has to fit its type. */
function refusalOfValue(
  { profile, definitions }: PreferenceScene,
  { preferenceId, preferenceValue }: PreferenceValue,
  under?: string,
): Rejected | undefined {
  const path = (field: string) => (under === undefined ? field : `${under}.${field}`);
  const definition = definitions.find(
    ({ id, organisationId }) => id === preferenceId && organisationId === profile.organisationId,
  );
  if (definition === undefined) return badInput(path('preferenceId'), `There is no preference ${preferenceId}.`);
  if (!definition.isActive) return badInput(path('preferenceId'), `Preference ${preferenceId} is not active.`);
  const misfit = misfitOf(definition.preferenceType, preferenceValue);
  return misfit === undefined ? undefined : badInput(path('preferenceValue'), misfit);
}

function badInput(path: string, message: string): Rejected {
  return reject(Rejection.BadInput, { path, message });
}

function changedTo(profile: Profile, preferences: readonly CustomerPreference[]): Decision {
  return accept({ profiles: [{ before: profile, after: { ...profile, preferences } }] });
}
