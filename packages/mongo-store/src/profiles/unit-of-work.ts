import { ClaimLostError, type Commit, StaleRevisionError } from '@profiles/application';
import {
  changesPairs,
  deliveryIdOf,
  type EcardOwnership,
  type PreferenceDefinition,
  type Profile,
  uniqueKeysOf,
  type Webhook,
} from '@profiles/domain';
import type { Collection, Document, Filter } from 'mongodb';
import { importDocumentsOf, importSteps } from '../imports/import-steps.js';
import { partitionOf } from '../outbox/partitions.js';
import type { Collections } from '../schema/collections.js';
import {
  type ChangeDocument,
  definitionDocument,
  type EcardDocument,
  ecardDocument,
  type OutboxDocument,
  type PreferenceDefinitionDocument,
  type ProfileDocument,
  profileDocument,
} from '../schema/documents.js';
import { NEWEST_SCHEMA_VERSION } from '../schema/schema-version.js';
import { deliveryDocument, deliveryUpdate, type WebhookDocument, webhookDocument } from '../webhooks/documents.js';
import { storedResponseUpdate } from './idempotency-records.js';
import { insertion, type Write } from './write.js';

/** The writes of one or several commits to one collection. */
export interface Step {
  readonly collection: Collection<Document>;
  readonly writes: readonly Write[];
  /** The error of a write that did not match the document that it expects. */
  readonly unmatched: () => Error;
  /** Nothing but insertions that no other commit can contradict: they always go together. */
  readonly appends: boolean;
}

/**
 * All that a batch of commits writes, in the order in which it is written. This is the one list of the collections that a
 * commit touches; what an erasure removes besides stands in `erasure-traces.ts`.
 */
export function stepsOf(collections: Collections, commits: readonly Commit[]): Step[] {
  const { profiles, ecards, preferenceDefinitions, credentials, idempotency, changes, outbox } = collections;
  const { webhooks, webhookDeliveries } = collections;
  const all = <K extends keyof Commit>(part: K) => commits.flatMap((commit) => (commit[part] ?? []) as never);
  const steps: Step[] = [
    step(profiles, [...commits.flatMap(checks), ...replacements(all('profiles'), PROFILES)]),
    step(ecards, replacements(all('ecards'), ECARDS)),
    step(preferenceDefinitions, replacements(all('definitions'), DEFINITIONS)),
    step(webhooks, replacements(all('webhooks'), WEBHOOKS)),
    step(webhookDeliveries, commits.flatMap(deliveryWrites)),
    step(credentials, commits.flatMap(credentialWrites)),
    step(idempotency, commits.flatMap(responseWrites), { unmatched: () => new ClaimLostError() }),
    ...importSteps(collections, commits).map(({ collection, writes }) =>
      step(collection as unknown as Collection<Document>, writes),
    ),
    step(changes, commits.flatMap(changeRowsOf).map(insertion), { appends: true }),
    step(outbox, commits.flatMap(outboxRowsOf).map(insertion), { appends: true }),
  ];
  return steps.filter(({ writes }) => writes.length > 0);
}

/** The documents that a commit writes. Two commits of one batch must have none in common. */
export function documentsOf(commit: Commit): string[] {
  const { profiles, checked = [], ecards, webhooks = [], deliveries = [], idempotency } = commit;
  return [
    ...importDocumentsOf(commit),
    ...profiles.map(({ before, after }) => `profile ${(after ?? before)?.customerNumber}`),
    ...checked.map(({ customerNumber }) => `profile ${customerNumber}`),
    ...ecards.map(({ before, after }) => `card ${(after ?? before)?.id}`),
    ...webhooks.flatMap(({ before, after }) => {
      const { id, organisationId, slot } = after ?? before ?? {};
      return [`webhook ${id}`, `slot ${organisationId}/${slot}`];
    }),
    ...deliveries.map(({ after }) => `delivery ${deliveryIdOf(after)}`),
    ...(idempotency === undefined ? [] : [`key ${idempotency.id}`]),
  ];
}

function step<T extends Document>(
  collection: Collection<T>,
  writes: readonly Write[],
  { unmatched = () => new StaleRevisionError(), appends = false }: Partial<Pick<Step, 'unmatched' | 'appends'>> = {},
): Step {
  return { collection: collection as unknown as Collection<Document>, writes, unmatched, appends };
}

/**
 * The credential replaces the one before, if there is one. Not by an upsert: a retried upsert in a transaction can break a
 * unique index (CVE-2025-10060).
 */
function credentialWrites({ credentials = [] }: Commit): Write[] {
  return credentials.flatMap(({ customerNumber, organisationId, passwordHash }): Write[] => [
    { operation: { deleteOne: { filter: { organisationId, _id: customerNumber } as object } }, mustMatch: false },
    insertion({ _id: customerNumber, organisationId, passwordHash }),
  ]);
}

function responseWrites({ idempotency }: Commit): Write[] {
  if (idempotency === undefined) return [];
  return [{ operation: { updateOne: storedResponseUpdate(idempotency) as never }, mustMatch: true }];
}

/** Deliveries that are new, and deliveries that are sent again. */
function deliveryWrites({ deliveries = [] }: Commit): Write[] {
  const now = new Date();
  return deliveries.map(({ before, after }): Write => {
    if (before === undefined) return insertion(deliveryDocument(after));
    const filter = { organisationId: after.organisationId, _id: deliveryIdOf(after) as never };
    return { operation: { updateOne: { filter, update: deliveryUpdate(after, now) as never } }, mustMatch: true };
  });
}

/** The events of a commit as they wait to be published. */
function outboxRowsOf({ events }: Commit): OutboxDocument[] {
  return events.map(({ id, occurredAt, data, traceparent }) => ({
    _id: id,
    organisationId: data.organisationId,
    customerNumber: data.customerNumber,
    revision: data.revision,
    partition: partitionOf(data.customerNumber),
    occurredAt: new Date(occurredAt),
    data,
    // Version 0.1 wrote events without an epoch.
    ...(data.epoch !== undefined && { schemaVersion: NEWEST_SCHEMA_VERSION }),
    ...(traceparent !== undefined && { traceparent }),
    pending: true,
  }));
}

/** The history of a commit as it is stored. */
function changeRowsOf({ changes }: Commit): ChangeDocument[] {
  return changes.map(({ id, ...record }): ChangeDocument => {
    const row = { _id: id, ...record };
    return record.customerNumber !== undefined && changesPairs(record.fields) ? { ...row, pairsDue: true } : row;
  });
}

/** How values of one kind are written. */
interface Kind<V, T extends Document> {
  /** Matches the document as it was read. */
  readonly filterOf: (before: V) => Filter<T>;
  readonly documentOf: (after: V) => T;
  /** The values in unique indexes. */
  readonly keysOf: (value: V) => readonly string[];
}

const PROFILES: Kind<Profile, ProfileDocument> = {
  // A sign-in changes no revision, but must not be lost [NOOP-1]. `null` matches an absent field, and an index answers it.
  // Nor does a merged profile that an import adds [IMPORT-1].
  filterOf: ({ organisationId, customerNumber, revision, lastSignInAt, importedMerges }) => ({
    ...{ organisationId, _id: customerNumber, revision },
    lastSignInAt: lastSignInAt ?? (null as never),
    importedMerges: importedMerges ?? (null as never),
  }),
  documentOf: profileDocument,
  keysOf: uniqueKeysOf,
};

const ECARDS: Kind<EcardOwnership, EcardDocument> = {
  filterOf: ({ id, version }) => ({ _id: id, version }),
  documentOf: ecardDocument,
  // A card is in its unique index while the ownership is current.
  keysOf: ({ endOfOwnership }) => (endOfOwnership === undefined ? ['current'] : []),
};

const DEFINITIONS: Kind<PreferenceDefinition, PreferenceDefinitionDocument> = {
  filterOf: ({ id, version }) => ({ _id: id, version }),
  documentOf: definitionDocument,
  keysOf: () => [],
};

const WEBHOOKS: Kind<Webhook, WebhookDocument> = {
  filterOf: ({ id, version }) => ({ _id: id, version }),
  documentOf: webhookDocument,
  keysOf: () => [],
};

/**
 * Checks that profiles are as they were read. It has to write: a transaction that only reads a document does not conflict
 * with one that changes it, nor does one that updates it to the values that it has.
 */
function checks({ checked = [] }: Commit): Write[] {
  return checked.map((profile): Write => {
    const filter = PROFILES.filterOf(profile) as object;
    return { operation: { updateOne: { filter, update: { $inc: { checks: 1 } } } }, mustMatch: true };
  });
}

/** Replaces, inserts or deletes each value on the version it was read at. */
function replacements<V, T extends Document>(
  changes: readonly { readonly before?: V; readonly after?: V }[],
  { filterOf, documentOf, keysOf }: Kind<V, T>,
): Write[] {
  return changes.flatMap(({ before, after }) => {
    const filter = (before === undefined ? {} : filterOf(before)) as Filter<Document>;
    const renew = keysChange(before, after, keysOf);
    const deletion: Write = { operation: { deleteOne: { filter } }, mustMatch: true };
    if (after === undefined) return before === undefined ? [] : [deletion];
    const document: Document = documentOf(after);
    if (before === undefined) return [insertion(document)];
    if (renew) return [deletion, insertion(document)];
    return [{ operation: { replaceOne: { filter, replacement: document } }, mustMatch: true }];
  });
}

/**
 * Whether a document is deleted and inserted instead of replaced: when its values in a unique index change. The development
 * stand-in for MongoDB frees such entries reliably only when a document is deleted. To MongoDB both are the same.
 */
function keysChange<V>(before: V | undefined, after: V | undefined, keysOf: (value: V) => readonly string[]): boolean {
  if (before === undefined || after === undefined) return false;
  return keysOf(before).join('\n') !== keysOf(after).join('\n');
}
