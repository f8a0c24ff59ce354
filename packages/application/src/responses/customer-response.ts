import {
  type CustomerPreferenceResponse,
  type CustomerResponse,
  type EcardOwnershipResponse,
  languageTwinOf,
} from '@profiles/contracts';
import type {
  CustomerPreference,
  EcardOwnership,
  PreferenceDefinition,
  Profile,
  ProfileSummary,
} from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { Includes } from '../tenant/tenant-store.js';
import type { Found, Visible } from '../tenant/visible.js';

/** A profile with the parts that were read: see {@link TenantStore.showing}. */
export type ReadProfile = ProfileSummary & Partial<Profile>;

/** Adds `redirectedFrom` when the survivor is not the requested profile. [REDIR-1] */
export function customerOf(
  { requested, survivor }: Found<ReadProfile>,
  includes: Includes,
  definitions: Definitions,
): CustomerResponse {
  const customer = customerResponseOf(survivor, includes, definitions);
  if (requested.customerNumber !== survivor.customerNumber) customer.redirectedFrom = requested.customerNumber;
  return customer;
}

/** The response of a write: the profile alone. */
export function toProfileResponse(profile: Visible<Profile>) {
  return { value: customerResponseOf(profile), revision: profile.revision };
}

/** A profile as callers see it, with the deprecated counterparts of its fields. */
function customerResponseOf(
  profile: ReadProfile,
  includes: Includes = {},
  definitions: Definitions = NONE,
): CustomerResponse {
  const { customerNumber, countryCode, telephoneNumberNoCountryCode } = profile;
  const [firstAccount] = profile.customerAccounts;
  const languagePreference = languageTwinOf(profile.languagePreferenceISO6393);
  const shown = shownOf(profile);
  if (telephoneNumberNoCountryCode !== undefined) {
    shown.telephoneNumber = `${countryCode}${telephoneNumberNoCountryCode}`;
  }
  if (languagePreference !== undefined) shown.languagePreference = languagePreference;
  if (firstAccount !== undefined) shown.customerAccountId = firstAccount.accountId;
  if (includes.includePersonnelTicket) shown.personnelTickets = [...profile.personnelTickets];
  if (includes.includePreferences) {
    shown.preferences = preferenceResponsesOf({ customerNumber, preferences: read(profile.preferences) }, definitions);
  }
  if (includes.includeNotes) {
    shown.notes = read(profile.notes).map((note) => ({ ...note, customerId: customerNumber }));
  }
  return shown;
}

/** A part that a response shows must have been read: without it the customer would seem to have none. */
function read<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('A response shows a part of the profile that was not read.');
  return part;
}

/** The fields that a profile holds in the form of the response. Copied by name, which is faster than a spread. */
function shownOf(profile: ProfileSummary): CustomerResponse {
  const { customerNumber } = profile;
  const shown: CustomerResponse = {
    id: customerNumber,
    customerNumber,
    uuid: profile.uuid,
    organisationId: profile.organisationId,
    customerRef: profile.customerRef,
    profileType: profile.profileType,
    status: profile.status,
    surname: profile.surname,
    firstName: profile.firstName,
    languagePreferenceISO6393: profile.languagePreferenceISO6393,
    relatedCustomerNumbers: [...profile.relatedCustomerNumbers],
    customerAccounts: [...profile.customerAccounts],
    postalAddresses: profile.postalAddresses.map((address) => ({ ...address, customerId: customerNumber })),
    createdAt: profile.createdAt,
    createdBy: profile.createdBy,
    createdByChannel: profile.createdByChannel,
    changedAt: profile.changedAt,
    changedBy: profile.changedBy,
    changedByChannel: profile.changedByChannel,
  };
  for (const name of OPTIONAL_FIELDS) {
    const value = profile[name];
    if (value !== undefined) (shown as Record<string, unknown>)[name] = value;
  }
  return shown;
}

type OptionalField = {
  [K in keyof ProfileSummary]-?: Record<never, never> extends Pick<ProfileSummary, K> ? K : never;
}[keyof ProfileSummary];
type Internal = 'mergeRecord' | 'setAside' | 'takenFrom' | 'distinctFrom' | 'importedMerges';

/** A field that is missing here is a type error. */
const OPTIONAL: { readonly [K in Exclude<OptionalField, Internal>]: true } = {
  ...{ email: true, emailVerifiedAt: true, emailOld: true, username: true, vippsId: true },
  ...{ countryCode: true, telephoneNumberNoCountryCode: true, telephoneNumberVerifiedAt: true, landlineNumber: true },
  ...{ dateOfBirth: true, nationality: true, invoiceOrganisationId: true, expirationDate: true, parentId: true },
  ...{ lastSignInAt: true, lastSignInFrom: true },
};
const OPTIONAL_FIELDS = Object.keys(OPTIONAL) as (keyof typeof OPTIONAL)[];

export function ecardResponseOf(ecard: EcardOwnership): EcardOwnershipResponse {
  const { customerNumber, organisationId: _organisation, version: _version, ...shown } = ecard;
  return { ...shown, customerId: customerNumber };
}

/** Preference definitions by id. */
export type Definitions = ReadonlyMap<number, Visible<PreferenceDefinition>>;
const NONE: Definitions = new Map();

/** The definitions of preferences that customers hold. */
export async function definitionsOf(
  context: UseCaseContext,
  held: readonly { preferenceId: number }[],
): Promise<Definitions> {
  if (held.length === 0) return NONE;
  const ids = [...new Set(held.map(({ preferenceId }) => preferenceId))];
  const definitions = await context.store.preferenceDefinitions(ids);
  return new Map(definitions.map((definition) => [definition.id, definition]));
}

/** A customer's preferences, by id, each with its definition. */
export function preferenceResponsesOf(
  profile: Pick<Profile, 'customerNumber' | 'preferences'>,
  definitions: Definitions,
): CustomerPreferenceResponse[] {
  return [...profile.preferences]
    .sort((a, b) => a.preferenceId - b.preferenceId)
    .map((preference) => preferenceResponseOf(preference, { profile, definitions }));
}

/** One preference of a customer, with its definition. */
export function preferenceResponseOf(
  preference: CustomerPreference,
  { profile, definitions }: { profile: Pick<Profile, 'customerNumber'>; definitions: Definitions },
): CustomerPreferenceResponse {
  const definition = definitions.get(preference.preferenceId);
  return {
    ...preference,
    customerId: profile.customerNumber,
    ...(definition !== undefined && { preference: definition }),
  };
}
