import { afterAll, beforeAll, describe } from 'vitest';
import {
  accountsContract,
  ecardReadsContract,
  postalAddressesContract,
  ticketsAndNotesContract,
} from './below-a-profile.js';
import { connectContract } from './connect.js';
import { createContract } from './create.js';
import { createInputContract } from './create-input.js';
import { deactivateContract } from './deactivate.js';
import { duplicatesContract } from './duplicates.js';
import { ecardsContract } from './ecards.js';
import { ecardLookupContract } from './ecards-lookup.js';
import { ecardTransferContract } from './ecards-transfer.js';
import { erasureContract } from './erasure.js';
import { errorsContract } from './errors-and-input.js';
import { eventsContract } from './events.js';
import { everyOperationContract } from './every-operation.js';
import { exportContract } from './export.js';
import { findContract } from './find.js';
import { foldingContract } from './find-folding.js';
import { historyContract } from './history.js';
import { idempotencyContract } from './idempotency.js';
import { getManyContract, usernamesContract } from './lookup-many.js';
import { lookupsContract } from './lookups.js';
import { mergeContract } from './merge.js';
import { mergeRefusalContract } from './merge-refusals.js';
import { type NewOrganisation, newOrganisation } from './organisation.js';
import { permissionsContract } from './permissions.js';
import { definitionsContract, preferencesContract } from './preferences.js';
import { previewContract } from './preview-merge.js';
import { racesContract } from './races.js';
import { redirectionContract } from './redirections.js';
import { restoreContract } from './restore.js';
import { searchContract } from './search.js';
import { convertContract, credentialsContract } from './sign-in.js';
import { tenantIsolationContract } from './tenant-isolation.js';
import { uniquenessContract } from './uniqueness.js';
import { unmergeContract } from './unmerge.js';
import { updateContract } from './update.js';
import { updateInputContract } from './update-input.js';
import { updateStatusContract } from './update-status.js';
import { versionsContract } from './versions.js';
import type { Wiring } from './wiring.js';

/**
 * What every caller may rely on, whichever way they come in. Tests share one wiring, so each makes an organisation,
 * customers and cards of its own and assumes nothing of what else is there.
 */
export function profilesApiContract(name: string, createWiring: () => Promise<Wiring>): void {
  describe(`profiles API contract: ${name}`, () => {
    let wiring: Wiring;
    beforeAll(async () => {
      wiring = await createWiring();
    });
    afterAll(() => wiring?.close?.());

    const organisation = () => newOrganisation(wiring);
    for (const topic of TOPICS) topic(organisation);
  });
}

const TOPICS: readonly ((organisation: NewOrganisation) => void)[] = [
  createContract,
  createInputContract,
  updateContract,
  updateInputContract,
  updateStatusContract,
  uniquenessContract,
  lookupsContract,
  redirectionContract,
  findContract,
  foldingContract,
  searchContract,
  getManyContract,
  usernamesContract,
  ecardsContract,
  ecardLookupContract,
  ecardTransferContract,
  ecardReadsContract,
  definitionsContract,
  preferencesContract,
  postalAddressesContract,
  accountsContract,
  ticketsAndNotesContract,
  deactivateContract,
  restoreContract,
  mergeContract,
  mergeRefusalContract,
  previewContract,
  unmergeContract,
  duplicatesContract,
  connectContract,
  convertContract,
  credentialsContract,
  errorsContract,
  everyOperationContract,
  tenantIsolationContract,
  permissionsContract,
  versionsContract,
  idempotencyContract,
  racesContract,
  eventsContract,
  historyContract,
  exportContract,
  erasureContract,
];
