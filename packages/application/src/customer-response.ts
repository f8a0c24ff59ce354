import { type CustomerResponse, type EcardOwnershipResponse, languageTwinOf } from '@profiles/contracts';
import type { EcardOwnership, Profile } from '@profiles/domain';
import type { Scene } from './use-case.js';
import type { Found } from './visibility.js';

/** What an answer shows besides the profile itself. */
export interface Includes {
  readonly includeECards?: boolean | undefined;
  readonly includePersonnelTicket?: boolean | undefined;
  readonly includePreferences?: boolean | undefined;
  readonly includeNotes?: boolean | undefined;
}

/** The answer of a look-up: the profile that answers, with what was asked for. */
export async function lookupAnswer(scene: Scene, found: Found, includes: Includes) {
  const { asked, survivor } = found;
  const ecards = includes.includeECards ? await scene.store.ecardsOf(survivor.customerNumber) : undefined;
  const value: CustomerResponse = {
    ...customerResponseOf(survivor, includes, ecards),
    ...(asked.customerNumber !== survivor.customerNumber && { redirectedFrom: asked.customerNumber }),
  };
  return { value, revision: survivor.revision };
}

/** The answer of a write: the profile alone. */
export function profileAnswer(profile: Profile) {
  return { value: customerResponseOf(profile), revision: profile.revision };
}

/** A profile as callers see it, deprecated twins included. */
export function customerResponseOf(
  profile: Profile,
  includes: Includes = {},
  ecards?: readonly EcardOwnership[],
): CustomerResponse {
  const { customerNumber, countryCode, telephoneNumberNoCountryCode } = profile;
  const { preferences, personnelTickets, notes, mergeRecord, setAside, revision, ...shown } = profile;
  const [firstAccount] = profile.customerAccounts;
  const languagePreference = languageTwinOf(profile.languagePreferenceISO6393);
  return {
    ...shown,
    id: customerNumber,
    relatedCustomerNumbers: [...profile.relatedCustomerNumbers],
    customerAccounts: [...profile.customerAccounts],
    postalAddresses: profile.postalAddresses.map((address) => ({ ...address, customerId: customerNumber })),
    ...(telephoneNumberNoCountryCode !== undefined && {
      telephoneNumber: `${countryCode}${telephoneNumberNoCountryCode}`,
    }),
    ...(languagePreference !== undefined && { languagePreference }),
    ...(firstAccount !== undefined && { customerAccountId: firstAccount.accountId }),
    ...(includes.includePersonnelTicket && { personnelTickets: [...personnelTickets] }),
    ...(includes.includePreferences && {
      preferences: preferences.map((preference) => ({ ...preference, customerId: customerNumber })),
    }),
    ...(includes.includeNotes && { notes: notes.map((note) => ({ ...note, customerId: customerNumber })) }),
    ...(ecards !== undefined && { ecardOwnerships: ecards.map(ecardResponseOf) }),
  };
}

export function ecardResponseOf(ecard: EcardOwnership): EcardOwnershipResponse {
  const { customerNumber, organisationId: _organisation, version: _version, ...shown } = ecard;
  return { ...shown, customerId: customerNumber };
}
