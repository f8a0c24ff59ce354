import type { Collection, Db } from 'mongodb';
import type {
  GivenNameDocument,
  ImportBlockDocument,
  ImportCounterDocument,
  ImportDocument,
  ImportImageDocument,
  ImportRehearsalDocument,
} from '../imports/import-documents.js';
import type { WebhookDeliveryDocument, WebhookDocument } from '../webhooks/documents.js';
import type {
  AccessDocument,
  ChangeDocument,
  CounterDocument,
  CredentialDocument,
  DuplicatePairDocument,
  EcardDocument,
  ErasureDocument,
  IdempotencyDocument,
  LimitDocument,
  OutboxDocument,
  PairStateDocument,
  PreferenceDefinitionDocument,
  ProfileDocument,
} from './documents.js';

export interface Collections {
  readonly profiles: Collection<ProfileDocument>;
  readonly ecards: Collection<EcardDocument>;
  readonly preferenceDefinitions: Collection<PreferenceDefinitionDocument>;
  readonly outbox: Collection<OutboxDocument>;
  readonly credentials: Collection<CredentialDocument>;
  readonly idempotency: Collection<IdempotencyDocument>;
  readonly changes: Collection<ChangeDocument>;
  readonly accesses: Collection<AccessDocument>;
  readonly erasures: Collection<ErasureDocument>;
  readonly counters: Collection<CounterDocument>;
  readonly duplicatePairs: Collection<DuplicatePairDocument>;
  readonly pairStates: Collection<PairStateDocument>;
  readonly limits: Collection<LimitDocument>;
  readonly webhooks: Collection<WebhookDocument>;
  readonly webhookDeliveries: Collection<WebhookDeliveryDocument>;
  readonly imports: Collection<ImportDocument>;
  readonly importCounters: Collection<ImportCounterDocument>;
  readonly importBlocks: Collection<ImportBlockDocument>;
  readonly importImages: Collection<ImportImageDocument>;
  readonly importRehearsals: Collection<ImportRehearsalDocument>;
  readonly givenNames: Collection<GivenNameDocument>;
}

export function collectionsOf(db: Db): Collections {
  return {
    profiles: db.collection('profiles'),
    ecards: db.collection('ecards'),
    preferenceDefinitions: db.collection('preferenceDefinitions'),
    outbox: db.collection('outbox'),
    credentials: db.collection('credentials'),
    idempotency: db.collection('idempotency'),
    changes: db.collection('changes'),
    accesses: db.collection('accesses'),
    erasures: db.collection('erasures'),
    counters: db.collection('counters'),
    duplicatePairs: db.collection('duplicatePairs'),
    pairStates: db.collection('pairStates'),
    limits: db.collection('limits'),
    webhooks: db.collection('webhooks'),
    webhookDeliveries: db.collection('webhookDeliveries'),
    imports: db.collection('imports'),
    importCounters: db.collection('importCounters'),
    importBlocks: db.collection('importBlocks'),
    importImages: db.collection('importImages'),
    importRehearsals: db.collection('importRehearsals'),
    givenNames: db.collection('givenNames'),
  };
}
