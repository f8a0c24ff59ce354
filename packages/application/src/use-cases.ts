import type { Operations } from '@profiles/contracts';
import { addCustomerAccount } from './operations/add-customer-account.js';
import { addEcard } from './operations/add-ecard.js';
import { addNote } from './operations/add-note.js';
import { addPersonnelTicket } from './operations/add-personnel-ticket.js';
import { addPostalAddress } from './operations/add-postal-address.js';
import { changePassword } from './operations/change-password.js';
import { connectProfile } from './operations/connect-profile.js';
import { convertTemporaryProfile } from './operations/convert-temporary-profile.js';
import { createPreference } from './operations/create-preference.js';
import { createPreferenceDefinition } from './operations/create-preference-definition.js';
import { createProfile } from './operations/create-profile.js';
import { deactivateProfile } from './operations/deactivate-profile.js';
import { deletePostalAddress } from './operations/delete-postal-address.js';
import { deletePreference } from './operations/delete-preference.js';
import { eraseProfile } from './operations/erase-profile.js';
import { exportProfile } from './operations/export-profile.js';
import { findProfiles } from './operations/find-profiles.js';
import { getEcard } from './operations/get-ecard.js';
import { getManyProfiles } from './operations/get-many-profiles.js';
import { getPreference } from './operations/get-preference.js';
import { getPreferenceDefinition } from './operations/get-preference-definition.js';
import { getProfile } from './operations/get-profile.js';
import { getProfileByCustomerReference } from './operations/get-profile-by-customer-reference.js';
import { getProfileByEcard } from './operations/get-profile-by-ecard.js';
import { getProfileByUsername } from './operations/get-profile-by-username.js';
import { getProfileByUuid } from './operations/get-profile-by-uuid.js';
import { listChanges } from './operations/list-changes.js';
import { listCustomerAccounts } from './operations/list-customer-accounts.js';
import { listEcards } from './operations/list-ecards.js';
import { listPreferenceDefinitions } from './operations/list-preference-definitions.js';
import { listPreferences } from './operations/list-preferences.js';
import { mergeProfiles } from './operations/merge-profiles.js';
import { previewMerge } from './operations/preview-merge.js';
import { replacePreferences } from './operations/replace-preferences.js';
import { resolveCustomers } from './operations/resolve-customers.js';
import { restoreProfile } from './operations/restore-profile.js';
import { searchProfiles } from './operations/search-profiles.js';
import { suggestDuplicates } from './operations/suggest-duplicates.js';
import { unmergeProfiles } from './operations/unmerge-profiles.js';
import { updateCustomerAccount } from './operations/update-customer-account.js';
import { updateEcard } from './operations/update-ecard.js';
import { updatePostalAddress } from './operations/update-postal-address.js';
import { updatePreference } from './operations/update-preference.js';
import { updatePreferenceDefinition } from './operations/update-preference-definition.js';
import { updateProfile } from './operations/update-profile.js';
import { verifyCredentials } from './operations/verify-credentials.js';
import type { ReadUseCase, WriteUseCase } from './use-case.js';

/** One use case per operation; the compiler names a missing one, and one of the wrong kind. */
type UseCases = {
  readonly [G in keyof Operations]: {
    readonly [M in keyof Operations[G]]: Operations[G][M] extends { kind: 'query' }
      ? ReadUseCase<Operations[G][M]>
      : WriteUseCase<Operations[G][M]>;
  };
};

export const USE_CASES: UseCases = {
  profiles: {
    find: findProfiles,
    create: createProfile,
    search: searchProfiles,
    getMany: getManyProfiles,
    getByUuid: getProfileByUuid,
    get: getProfile,
    update: updateProfile,
    getByEcard: getProfileByEcard,
    deactivate: deactivateProfile,
    restore: restoreProfile,
    connect: connectProfile,
    getByCustomerReference: getProfileByCustomerReference,
    getByUsername: getProfileByUsername,
    merge: mergeProfiles,
    previewMerge: previewMerge,
    unmerge: unmergeProfiles,
    suggestDuplicates: suggestDuplicates,
    convert: convertTemporaryProfile,
    export: exportProfile,
    erase: eraseProfile,
    listChanges: listChanges,
    resolve: resolveCustomers,
  },
  preferences: {
    list: listPreferences,
    replace: replacePreferences,
    create: createPreference,
    get: getPreference,
    update: updatePreference,
    delete: deletePreference,
  },
  ecards: {
    list: listEcards,
    add: addEcard,
    get: getEcard,
    update: updateEcard,
  },
  postalAddresses: {
    add: addPostalAddress,
    update: updatePostalAddress,
    delete: deletePostalAddress,
  },
  preferenceDefinitions: {
    list: listPreferenceDefinitions,
    create: createPreferenceDefinition,
    get: getPreferenceDefinition,
    update: updatePreferenceDefinition,
  },
  customerAccounts: {
    list: listCustomerAccounts,
    add: addCustomerAccount,
    update: updateCustomerAccount,
  },
  credentials: {
    verify: verifyCredentials,
    changePassword: changePassword,
  },
  personnelTickets: {
    add: addPersonnelTicket,
  },
  notes: {
    add: addNote,
  },
};
