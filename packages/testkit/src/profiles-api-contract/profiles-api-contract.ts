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
import { distinctContract } from './distinct.js';
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
import { importsContract } from './imports.js';
import { importsRehearsalContract } from './imports-rehearsal.js';
import { importsRoundTripContract } from './imports-round-trip.js';
import { importsUndoContract } from './imports-undo.js';
import { inputFormsContract } from './input-forms.js';
import { listDuplicatesContract } from './list-duplicates.js';
import { listLimitsContract } from './list-limits.js';
import { getManyContract, usernamesContract } from './lookup-many.js';
import { lookupsContract } from './lookups.js';
import { mergeContract } from './merge.js';
import { mergeOptionsContract } from './merge-options.js';
import { mergeRefusalContract } from './merge-refusals.js';
import { type NewOrganisation, newOrganisation } from './organisation.js';
import { patchContract } from './patch.js';
import { permissionsContract } from './permissions.js';
import { definitionsContract, preferencesContract } from './preferences.js';
import { previewContract } from './preview-merge.js';
import { racesContract } from './races.js';
import { redirectionContract } from './redirections.js';
import { restoreContract } from './restore.js';
import { searchContract } from './search.js';
import { convertContract, credentialsContract } from './sign-in.js';
import { tenantIsolationContract } from './tenant-isolation.js';
import { unchangedDataContract } from './unchanged-data.js';
import { uniquenessContract } from './uniqueness.js';
import { unmergeContract } from './unmerge.js';
import { updateContract } from './update.js';
import { updateInputContract } from './update-input.js';
import { updateStatusContract } from './update-status.js';
import { verifiedContract } from './verified.js';
import { versionsContract } from './versions.js';
import { webhooksContract } from './webhooks.js';
import type { Wiring } from './wiring.js';

/**
 * The guarantees of the API for every caller, over any transport. Tests share one wiring, so each uses an organisation,
 * customers and cards of its own.
 */
export function profilesApiContract(name: string, createWiring: () => Promise<Wiring>): void {
  contractOf(`profiles API contract: ${name}`, [...TRANSPORT_TOPICS, ...RULE_TOPICS], createWiring);
}

/**
 * The part of the API contract that a transport can break: input, metadata, errors, and one call of every operation. The
 * rules behind it are the same code for every transport, and the full contract protects them over two stores.
 */
export function profilesTransportContract(name: string, createWiring: () => Promise<Wiring>): void {
  contractOf(`profiles transport contract: ${name}`, TRANSPORT_TOPICS, createWiring);
}

type Topic = (organisation: NewOrganisation) => void;

function contractOf(name: string, topics: readonly Topic[], createWiring: () => Promise<Wiring>): void {
  describe(name, () => {
    let wiring: Wiring;
    beforeAll(async () => {
      wiring = await createWiring();
    });
    afterAll(() => wiring?.close?.());

    for (const topic of topics) topic(() => newOrganisation(wiring));
  });
}

/** Topics whose guarantees depend on the way of a request and its response. */
const TRANSPORT_TOPICS: readonly Topic[] = [
  createContract,
  createInputContract,
  inputFormsContract,
  updateInputContract,
  patchContract,
  lookupsContract,
  findContract,
  searchContract,
  getManyContract,
  usernamesContract,
  ecardLookupContract,
  ecardReadsContract,
  preferencesContract,
  postalAddressesContract,
  accountsContract,
  credentialsContract,
  errorsContract,
  everyOperationContract,
  tenantIsolationContract,
  permissionsContract,
  versionsContract,
  idempotencyContract,
  exportContract,
  webhooksContract,
  importsContract,
];

/** Topics whose guarantees are rules: they hold for every transport if they hold for one. */
const RULE_TOPICS: readonly Topic[] = [
  updateContract,
  updateStatusContract,
  verifiedContract,
  unchangedDataContract,
  listLimitsContract,
  uniquenessContract,
  redirectionContract,
  foldingContract,
  ecardsContract,
  ecardTransferContract,
  definitionsContract,
  ticketsAndNotesContract,
  deactivateContract,
  restoreContract,
  mergeContract,
  mergeRefusalContract,
  previewContract,
  unmergeContract,
  mergeOptionsContract,
  distinctContract,
  duplicatesContract,
  listDuplicatesContract,
  connectContract,
  convertContract,
  racesContract,
  eventsContract,
  historyContract,
  erasureContract,
  importsUndoContract,
  importsRehearsalContract,
  importsRoundTripContract,
];
