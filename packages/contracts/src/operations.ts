import { changePassword } from './operations/credentials/change-password.js';
import { verifyCredentials } from './operations/credentials/verify-credentials.js';
import { addCustomerAccount } from './operations/customer-accounts/add-customer-account.js';
import { listCustomerAccounts } from './operations/customer-accounts/list-customer-accounts.js';
import { updateCustomerAccount } from './operations/customer-accounts/update-customer-account.js';
import { addEcard } from './operations/ecards/add-ecard.js';
import { getEcard } from './operations/ecards/get-ecard.js';
import { listEcards } from './operations/ecards/list-ecards.js';
import { updateEcard } from './operations/ecards/update-ecard.js';
import { listEvents } from './operations/events/list-events.js';
import { subscribeEvents } from './operations/events/subscribe-events.js';
import { completeImport } from './operations/imports/complete-import.js';
import { createImport } from './operations/imports/create-import.js';
import { getImport } from './operations/imports/get-import.js';
import { importRows } from './operations/imports/import-rows.js';
import { listImports } from './operations/imports/list-imports.js';
import { undoImport } from './operations/imports/undo-import.js';
import { addNote } from './operations/notes/add-note.js';
import { addPersonnelTicket } from './operations/personnel-tickets/add-personnel-ticket.js';
import { addPostalAddress } from './operations/postal-addresses/add-postal-address.js';
import { deletePostalAddress } from './operations/postal-addresses/delete-postal-address.js';
import { updatePostalAddress } from './operations/postal-addresses/update-postal-address.js';
import { createPreferenceDefinition } from './operations/preference-definitions/create-preference-definition.js';
import { getPreferenceDefinition } from './operations/preference-definitions/get-preference-definition.js';
import { listPreferenceDefinitions } from './operations/preference-definitions/list-preference-definitions.js';
import { updatePreferenceDefinition } from './operations/preference-definitions/update-preference-definition.js';
import { createPreference } from './operations/preferences/create-preference.js';
import { deletePreference } from './operations/preferences/delete-preference.js';
import { getPreference } from './operations/preferences/get-preference.js';
import { listPreferences } from './operations/preferences/list-preferences.js';
import { replacePreferences } from './operations/preferences/replace-preferences.js';
import { updatePreference } from './operations/preferences/update-preference.js';
import { connectProfile } from './operations/profiles/connect-profile.js';
import { convertTemporaryProfile } from './operations/profiles/convert-temporary-profile.js';
import { createProfile } from './operations/profiles/create-profile.js';
import { deactivateProfile } from './operations/profiles/deactivate-profile.js';
import { eraseProfile } from './operations/profiles/erase-profile.js';
import { exportProfile } from './operations/profiles/export-profile.js';
import { exportProfiles } from './operations/profiles/export-profiles.js';
import { findProfiles } from './operations/profiles/find-profiles.js';
import { getManyProfiles } from './operations/profiles/get-many-profiles.js';
import { getProfile } from './operations/profiles/get-profile.js';
import { getProfileByCustomerReference } from './operations/profiles/get-profile-by-customer-reference.js';
import { getProfileByEcard } from './operations/profiles/get-profile-by-ecard.js';
import { getProfileByUsername } from './operations/profiles/get-profile-by-username.js';
import { getProfileByUuid } from './operations/profiles/get-profile-by-uuid.js';
import { listChanges } from './operations/profiles/list-changes.js';
import { listDuplicates } from './operations/profiles/list-duplicates.js';
import { markDistinct } from './operations/profiles/mark-distinct.js';
import { mergeProfiles } from './operations/profiles/merge-profiles.js';
import { patchProfile } from './operations/profiles/patch-profile.js';
import { previewMerge } from './operations/profiles/preview-merge.js';
import { resolveCustomers } from './operations/profiles/resolve-customers.js';
import { restoreProfile } from './operations/profiles/restore-profile.js';
import { searchProfiles } from './operations/profiles/search-profiles.js';
import { suggestDuplicates } from './operations/profiles/suggest-duplicates.js';
import { unmarkDistinct } from './operations/profiles/unmark-distinct.js';
import { unmergeProfiles } from './operations/profiles/unmerge-profiles.js';
import { updateProfile } from './operations/profiles/update-profile.js';
import { createWebhook } from './operations/webhooks/create-webhook.js';
import { deleteWebhook } from './operations/webhooks/delete-webhook.js';
import { getWebhook } from './operations/webhooks/get-webhook.js';
import { listDeliveries } from './operations/webhooks/list-deliveries.js';
import { listWebhooks } from './operations/webhooks/list-webhooks.js';
import { redeliver } from './operations/webhooks/redeliver.js';
import { testWebhook } from './operations/webhooks/test-webhook.js';
import { updateWebhook } from './operations/webhooks/update-webhook.js';

/** Every operation, under the name it has in tRPC: `profiles.create`, `ecards.add` … */
export const OPERATIONS = {
  profiles: {
    find: findProfiles,
    create: createProfile,
    search: searchProfiles,
    getMany: getManyProfiles,
    getByUuid: getProfileByUuid,
    get: getProfile,
    update: updateProfile,
    patch: patchProfile,
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
    exportAll: exportProfiles,
    erase: eraseProfile,
    listChanges: listChanges,
    resolve: resolveCustomers,
    markDistinct: markDistinct,
    unmarkDistinct: unmarkDistinct,
    listDuplicates: listDuplicates,
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
  webhooks: {
    list: listWebhooks,
    create: createWebhook,
    get: getWebhook,
    update: updateWebhook,
    delete: deleteWebhook,
    test: testWebhook,
    deliveries: listDeliveries,
    redeliver: redeliver,
  },
  imports: {
    create: createImport,
    rows: importRows,
    get: getImport,
    list: listImports,
    complete: completeImport,
    undo: undoImport,
  },
  events: {
    list: listEvents,
  },
} as const;

/**
 * The subscription to events. It is not one of `OPERATIONS`, because its response does not end: server-sent events over REST,
 * a subscription over tRPC.
 */
export const SUBSCRIBE_EVENTS = {
  group: 'events',
  method: 'subscribe',
  name: 'events.subscribe',
  operation: subscribeEvents,
} as const;
