import type { Operation, Operations } from '@profiles/contracts';
import type { UseCase } from '../pipeline/use-case.js';
import { changePassword } from './credentials/change-password.js';
import { verifyCredentials } from './credentials/verify-credentials.js';
import { addCustomerAccount } from './customer-accounts/add-customer-account.js';
import { listCustomerAccounts } from './customer-accounts/list-customer-accounts.js';
import { updateCustomerAccount } from './customer-accounts/update-customer-account.js';
import { addEcard } from './ecards/add-ecard.js';
import { getEcard } from './ecards/get-ecard.js';
import { listEcards } from './ecards/list-ecards.js';
import { updateEcard } from './ecards/update-ecard.js';
import { listEvents } from './events/list-events.js';
import { completeImport } from './imports/complete-import.js';
import { createImport } from './imports/create-import.js';
import { getImport } from './imports/get-import.js';
import { importRows } from './imports/import-rows.js';
import { listImports } from './imports/list-imports.js';
import { undoImport } from './imports/undo-import.js';
import { addNote } from './notes/add-note.js';
import { addPersonnelTicket } from './personnel-tickets/add-personnel-ticket.js';
import { addPostalAddress } from './postal-addresses/add-postal-address.js';
import { deletePostalAddress } from './postal-addresses/delete-postal-address.js';
import { updatePostalAddress } from './postal-addresses/update-postal-address.js';
import { createPreferenceDefinition } from './preference-definitions/create-preference-definition.js';
import { getPreferenceDefinition } from './preference-definitions/get-preference-definition.js';
import { listPreferenceDefinitions } from './preference-definitions/list-preference-definitions.js';
import { updatePreferenceDefinition } from './preference-definitions/update-preference-definition.js';
import { createPreference } from './preferences/create-preference.js';
import { deletePreference } from './preferences/delete-preference.js';
import { getPreference } from './preferences/get-preference.js';
import { listPreferences } from './preferences/list-preferences.js';
import { replacePreferences } from './preferences/replace-preferences.js';
import { updatePreference } from './preferences/update-preference.js';
import { connectProfile } from './profiles/connect-profile.js';
import { convertTemporaryProfile } from './profiles/convert-temporary-profile.js';
import { createProfile } from './profiles/create-profile.js';
import { deactivateProfile } from './profiles/deactivate-profile.js';
import { eraseProfile } from './profiles/erase-profile.js';
import { exportProfile } from './profiles/export-profile.js';
import { exportProfiles } from './profiles/export-profiles.js';
import { findProfiles } from './profiles/find-profiles.js';
import { getManyProfiles } from './profiles/get-many-profiles.js';
import { getProfile } from './profiles/get-profile.js';
import { getProfileByCustomerReference } from './profiles/get-profile-by-customer-reference.js';
import { getProfileByEcard } from './profiles/get-profile-by-ecard.js';
import { getProfileByUsername } from './profiles/get-profile-by-username.js';
import { getProfileByUuid } from './profiles/get-profile-by-uuid.js';
import { listChanges } from './profiles/list-changes.js';
import { listDuplicates } from './profiles/list-duplicates.js';
import { markDistinct } from './profiles/mark-distinct.js';
import { mergeProfiles } from './profiles/merge-profiles.js';
import { patchProfile } from './profiles/patch-profile.js';
import { previewMerge } from './profiles/preview-merge.js';
import { resolveCustomers } from './profiles/resolve-customers.js';
import { restoreProfile } from './profiles/restore-profile.js';
import { searchProfiles } from './profiles/search-profiles.js';
import { suggestDuplicates } from './profiles/suggest-duplicates.js';
import { unmarkDistinct } from './profiles/unmark-distinct.js';
import { unmergeProfiles } from './profiles/unmerge-profiles.js';
import { updateProfile } from './profiles/update-profile.js';
import { createWebhook } from './webhooks/create-webhook.js';
import { deleteWebhook } from './webhooks/delete-webhook.js';
import { getWebhook } from './webhooks/get-webhook.js';
import { listDeliveries } from './webhooks/list-deliveries.js';
import { listWebhooks } from './webhooks/list-webhooks.js';
import { redeliver } from './webhooks/redeliver.js';
import { testWebhook } from './webhooks/test-webhook.js';
import { updateWebhook } from './webhooks/update-webhook.js';

/** One use case per operation. The compiler reports a missing one, and one that is bound to another operation. */
type UseCases = {
  readonly [G in keyof Operations]: {
    readonly [M in keyof Operations[G]]: UseCase<Extract<Operations[G][M], Operation>>;
  };
};

const USE_CASES: UseCases = {
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
  events: { list: listEvents },
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
};

const BY_OPERATION: ReadonlyMap<Operation, UseCase> = new Map(
  Object.values(USE_CASES).flatMap((group: Record<string, UseCase>) =>
    Object.values(group).map((useCase) => [useCase.operation, useCase] as const),
  ),
);

/** The use case that is bound to an operation of the contract. */
export function useCaseOf(operation: Operation): UseCase {
  const useCase = BY_OPERATION.get(operation);
  if (useCase === undefined) throw new Error(`The operation ${operation.slug} has no use case.`);
  return useCase;
}
