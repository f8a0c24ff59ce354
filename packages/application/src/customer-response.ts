import {
  type CustomerPreferenceResponse,
  type CustomerResponse,
  type EcardOwnershipResponse,
  languageTwinOf,
} from '@profiles/contracts';
import type { CustomerPreference, EcardOwnership, PreferenceDefinition, Profile } from '@profiles/domain';
import type { Scene } from './use-case.js';
import type { Found } from './visibility.js';

/** What an answer shows besides the profile itself. */
export interface Includes {
  readonly includeECards?: boolean | null | undefined;
  readonly includePersonnelTicket?: boolean | null | undefined;
  readonly includePreferences?: boolean | null | undefined;
  readonly includeNotes?: boolean | null | undefined;
}

/** The answer of a look-up: the profile that answers, with what was asked for. */
export async function lookupAnswer(scene: Scene, found: Found, includes: Includes) {
  const { survivor } = found;
  const ecards = includes.includeECards ? await scene.store.ecardsOf(survivor.customerNumber) : undefined;
  const [customer] = await customersOf(scene, [found], includes);
  if (customer === undefined) throw new Error('One profile gives one customer.');
  const value = ecards === undefined ? customer : { ...customer, ecardOwnerships: ecards.map(ecardResponseOf) };
  return { value, revision: survivor.revision };
}

/** The answers of a look-up of many, in their order: one question to the store for what they include. */
export async function customersOf(scene: Scene, found: readonly Found[], includes: Includes) {
  const held = includes.includePreferences ? found.flatMap(({ survivor }) => survivor.preferences) : [];
  const definitions = await definitionsOf(scene, held);
  return found.map(({ asked, survivor }) => ({
    ...customerResponseOf(survivor, includes, definitions),
    ...(asked.customerNumber !== survivor.customerNumber && { redirectedFrom: asked.customerNumber }),
  }));
}

/** The answer of a write: the profile alone. */
export function profileAnswer(profile: Profile) {
  return { value: customerResponseOf(profile), revision: profile.revision };
}

/** A profile as callers see it, deprecated twins included. */
function customerResponseOf(
  profile: Profile,
  includes: Includes = {},
  definitions: Definitions = NONE,
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
    ...(includes.includePreferences && { preferences: preferenceResponsesOf(profile, definitions) }),
    ...(includes.includeNotes && { notes: notes.map((note) => ({ ...note, customerId: customerNumber })) }),
  };
}

export function ecardResponseOf(ecard: EcardOwnership): EcardOwnershipResponse {
  const { customerNumber, organisationId: _organisation, version: _version, ...shown } = ecard;
  return { ...shown, customerId: customerNumber };
}

/** Preference definitions by id. */
type Definitions = ReadonlyMap<number, PreferenceDefinition>;
const NONE: Definitions = new Map();

/** The definitions of preferences that customers hold. */
export async function definitionsOf(scene: Scene, held: readonly { preferenceId: number }[]): Promise<Definitions> {
  const ids = [...new Set(held.map(({ preferenceId }) => preferenceId))];
  const definitions = ids.length === 0 ? [] : await scene.store.preferenceDefinitions(ids);
  return new Map(definitions.map((definition) => [definition.id, definition]));
}

/** A customer's preferences, by id, each with its definition. */
export function preferenceResponsesOf(profile: Profile, definitions: Definitions): CustomerPreferenceResponse[] {
  return [...profile.preferences]
    .sort((a, b) => a.preferenceId - b.preferenceId)
    .map((preference) => preferenceResponseOf(preference, { profile, definitions }));
}

/** One preference of a customer, with its definition. */
export function preferenceResponseOf(
  preference: CustomerPreference,
  { profile, definitions }: { profile: Profile; definitions: Definitions },
): CustomerPreferenceResponse {
  const definition = definitions.get(preference.preferenceId);
  return {
    ...preference,
    customerId: profile.customerNumber,
    ...(definition !== undefined && { preference: definition }),
  };
}
