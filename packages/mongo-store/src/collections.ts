import type { Collection, Db } from 'mongodb';
import type {
  CounterDocument,
  CredentialDocument,
  EcardDocument,
  IdempotencyDocument,
  OutboxDocument,
  ProfileDocument,
} from './documents.js';

export interface Collections {
  readonly profiles: Collection<ProfileDocument>;
  readonly ecards: Collection<EcardDocument>;
  readonly outbox: Collection<OutboxDocument>;
  readonly credentials: Collection<CredentialDocument>;
  readonly idempotency: Collection<IdempotencyDocument>;
  readonly counters: Collection<CounterDocument>;
}

export function collectionsOf(db: Db): Collections {
  return {
    profiles: db.collection('profiles'),
    ecards: db.collection('ecards'),
    outbox: db.collection('outbox'),
    credentials: db.collection('credentials'),
    idempotency: db.collection('idempotency'),
    counters: db.collection('counters'),
  };
}
