import { accept } from './accept.js';
import { deactivatedProfile } from './deactivate-profile.js';
import { type Decision, type InputError, type Rejected, Rejection, rejectionOfInput } from './decision.js';
import type { Instant } from './instant.js';
import { type Patch, patched } from './patch.js';
import { type AddressInUpdate, withAddresses } from './postal-addresses.js';
import type { Profile, ProfileDetails, ProfileStatus } from './profile.js';
import { usernameAfter } from './uniqueness.js';
import { verificationErrors, withVerifications } from './verification.js';

/** The fields that an edit may set. An absent field stays as it is, `null` clears an optional one. */
export interface ProfilePatch extends Patch<ProfileDetails> {
  /** `null` clears the name of a temporary profile; any other needs one. */
  readonly surname?: string | null;
  readonly firstName?: string | null;
  readonly languagePreferenceISO6393?: string;
  readonly status?: ProfileStatus;
  readonly postalAddresses?: readonly AddressInUpdate[];
}

export interface UpdateProfile {
  readonly profile: Profile;
  readonly patch: ProfilePatch;
  /** Ids for the addresses that the patch adds, which were never assigned before. */
  readonly newAddressIds: readonly number[];
  /** When the profile expires if this update deactivates it and names no date. */
  readonly defaultExpiration: Instant;
  readonly now: Instant;
}

/**
 * Applies a patch to a profile that may be written to. The status `P` makes it passive, `A` makes it active again, and `D`
 * does the same as a deactivation.
 */
export function decideUpdate(command: UpdateProfile): Decision {
  const after = updatedProfile(command);
  return 'outcome' in after ? after : accept({ profiles: [{ before: command.profile, after }] });
}

/** The profile with the patch applied, or why it is rejected. */
export function updatedProfile(command: UpdateProfile): Profile | Rejected {
  const { profile } = command;
  const { status, postalAddresses: sent, surname: _surname, firstName: _firstName, ...fields } = command.patch;
  const postalAddresses = withAddresses(profile, sent ?? [], command);
  const names = namesAfter(profile, command.patch);
  const rejection = rejectionOf(command, [...names.errors], postalAddresses);
  if (rejection) return rejection;
  const edited = patched<Profile>(
    patched<Profile>(profile, { ...names.names, postalAddresses: postalAddresses as Profile['postalAddresses'] }),
    fields,
  );
  const username = usernameAfter(profile, edited.email);
  const verified = withVerifications(patched<Profile>(edited, { username: username ?? null }), profile, fields);
  const updated = patched<Profile>(verified, { status: status === 'A' || status === 'P' ? status : profile.status });
  if (status !== 'D') return updated;
  const { expirationDate } = command.patch;
  return deactivatedProfile({
    ...command,
    // An expirationDate in the same update is the day of the purge. A restore does not bring it back.
    profile: patched<Profile>(updated, { expirationDate: profile.expirationDate ?? null }),
    ...(typeof expirationDate === 'string' && { expirationDate }),
  });
}

/** Every error in the patch, those of its addresses included. */
function rejectionOf(
  { profile, patch, now }: UpdateProfile,
  nameErrors: readonly InputError[],
  addresses: readonly unknown[] | Rejected,
): Rejected | undefined {
  const errors = [
    ...expirationErrors(profile, patch, now),
    ...verificationErrors(patch, valuesAfter(profile, patch), now),
  ];
  const ofAddresses = 'outcome' in addresses ? addresses : undefined;
  if (ofAddresses?.code === Rejection.NotFound) return ofAddresses;
  if (errors.length === 0 && ofAddresses === undefined) return rejectionOfInput(nameErrors, Rejection.BadName);
  if (errors.length === 0 && nameErrors.length === 0) return ofAddresses;
  return rejectionOfInput([...nameErrors, ...errors, ...errorsIn(ofAddresses)]);
}

function errorsIn(rejected: Rejected | undefined): readonly InputError[] {
  if (rejected === undefined) return [];
  const { errors, path = '', message = '' } = rejected.details;
  return errors ?? [{ path, message }];
}

/** A temporary profile always has an expirationDate, and one that is set lies in the future. */
function expirationErrors({ profileType, expirationDate }: Profile, patch: ProfilePatch, now: Instant): InputError[] {
  if (profileType !== 'T' || patch.expirationDate === undefined || patch.status === 'D') return [];
  const path = 'expirationDate';
  if (patch.expirationDate === null) return [{ path, message: 'A temporary profile needs an expirationDate.' }];
  if (patch.expirationDate === expirationDate || patch.expirationDate > now) return [];
  return [{ path, message: 'The expirationDate of a temporary profile must lie in the future.' }];
}

/** The values that verification timestamps refer to, after the patch. */
function valuesAfter(profile: Profile, { email, telephoneNumberNoCountryCode }: ProfilePatch) {
  return patched<Pick<Profile, 'email' | 'telephoneNumberNoCountryCode'>>(profile, {
    ...(email !== undefined && { email }),
    ...(telephoneNumberNoCountryCode !== undefined && { telephoneNumberNoCountryCode }),
  });
}

/** The names after the patch. A temporary profile may be without. */
function namesAfter(profile: Profile, patch: Pick<ProfilePatch, 'surname' | 'firstName'>) {
  const names = { surname: patch.surname ?? '', firstName: patch.firstName ?? '' };
  const errors: InputError[] = [];
  for (const path of ['surname', 'firstName'] as const) {
    if (patch[path] === undefined) names[path] = profile[path];
    if (patch[path] === null && profile.profileType !== 'T')
      errors.push({ path, message: 'A name must not be empty.' });
  }
  return { names, errors };
}
