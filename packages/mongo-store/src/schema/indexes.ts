import { type Collection, type CreateIndexesOptions, type Db, type Document, MongoServerError } from 'mongodb';
import { requireSupportedServer } from '../driver/server-version.js';
import { collectionsOf } from './collections.js';
import { beginFormat } from './format.js';
import { IMPORT_INDEXES } from './import-indexes.js';
import type { Index } from './index-definition.js';

/** The time that published events are kept for replay, in seconds, unless `keepPublishedFor` changed it. */
const OUTBOX_KEPT_SECONDS = 30 * 24 * 60 * 60;

/** The time that recorded reads are kept, in seconds. */
const ACCESSES_KEPT_SECONDS = 365 * 24 * 60 * 60;

const PROFILE_INDEXES: readonly Index[] = [
  {
    keys: { organisationId: 1, uniqueKeys: 1 },
    options: { unique: true },
    reason: '[UNIQ-1] to [UNIQ-5]: of two callers racing for a value exactly one wins. Also finds by customerRef.',
  },
  {
    keys: { _id: 1, revision: 1, lastSignInAt: 1, organisationId: 1, importedMerges: 1 },
    reason:
      'A write names the revision, the sign-in and the imported merges that it was decided on. Without an index on all of these the development stand-in for MongoDB reads the whole collection.',
  },
  {
    // Nothing may follow: with a longer index, the development stand-in leaves out the end of a range of numbers.
    keys: { organisationId: 1, _id: 1 },
    reason:
      "An organisation's customers by number: how one is looked up without reading what belongs to others, and how a search with very many matches walks from page to page.",
  },
  { keys: { uuid: 1, organisationId: 1 }, reason: 'Lookup by uuid, of one organisation or of any.' },
  {
    keys: { relatedCustomerNumbers: 1 },
    options: { sparse: true },
    reason: '[REDIR-1] From a merged number to its survivor in one step. Only survivors are in it.',
  },
  {
    keys: { organisationId: 1, terms: 1 },
    reason: 'Every criterion of a search, prefixes included; and who goes by a username. [REDIR-2]',
  },
  {
    keys: { purgeableFrom: 1, _id: 1 },
    options: { partialFilterExpression: { purgeableFrom: { $exists: true } } },
    reason: '[PURGE-1] What has expired, the longest expired first. Only what can expire is in it.',
  },
  {
    keys: { distinctFrom: 1 },
    options: { sparse: true },
    reason: '[DISTINCT-1] [ERASE-1] The marks about a customer who is erased. Only profiles with marks are in it.',
  },
  {
    keys: { 'preferences.preferenceId': 1 },
    options: { sparse: true },
    reason: '[PREF-1] Whether a customer holds a value of a preference. Only profiles with preferences are in it.',
  },
];

const ECARD_INDEXES: readonly Index[] = [
  {
    keys: { ecardNumber: 1, ecardOperator: 1 },
    options: { unique: true, partialFilterExpression: { current: true } },
    reason: '[CARD-1] One current owner in the world. The number comes first: lookups by ten digits have no operator.',
  },
  { keys: { _id: 1, version: 1 }, reason: 'As with profiles: the version a write was decided on.' },
  { keys: { customerNumber: 1, current: 1 }, reason: "A customer's cards, and the current ones among them. [LIMIT-1]" },
];

const DEFINITION_INDEXES: readonly Index[] = [
  { keys: { _id: 1, version: 1 }, reason: 'As with profiles: the version a write was decided on.' },
  { keys: { organisationId: 1, _id: 1 }, reason: "An organisation's preference definitions." },
  {
    keys: { organisationId: 1, uniqueCode: 1 },
    options: { unique: true, partialFilterExpression: { uniqueCode: { $exists: true } } },
    reason: '[PREF-1] Of two callers that create one code, exactly one succeeds.',
  },
];

const OUTBOX_INDEXES: readonly Index[] = [
  {
    keys: { partition: 1, occurredAt: 1, customerNumber: 1, revision: 1 },
    options: { partialFilterExpression: { pending: true } },
    reason: 'What is to be published, oldest first. Published rows are not in it, so the poll stays cheap.',
  },
  {
    keys: { aside: 1 },
    options: { partialFilterExpression: { aside: true } },
    reason: 'The parked events. Only those rows are in it, and there should be none.',
  },
  {
    keys: { organisationId: 1, customerNumber: 1, revision: 1 },
    options: { unique: true },
    reason: 'One event per revision of a customer.',
  },
  {
    keys: { customerNumber: 1, revision: 1, partition: 1 },
    reason:
      "Whether a row's predecessor is still pending, and the events of a customer for a replay. Publishers work for all organisations.",
  },
  {
    keys: { publishedAt: 1 },
    options: { expireAfterSeconds: OUTBOX_KEPT_SECONDS },
    reason: 'Published rows go after the time for replay. A row that is not published has no publishedAt and stays.',
  },
];

const CHANGE_INDEXES: readonly Index[] = [
  {
    keys: { organisationId: 1, customerNumber: 1, at: -1, revision: -1 },
    reason: 'The history of a customer, the latest change first.',
  },
  {
    keys: { alsoAbout: 1 },
    options: { sparse: true },
    reason: '[ERASE-1] Changes of other profiles with values that came from this one. Only those are in it.',
  },
  {
    keys: { organisationId: 1 },
    options: { partialFilterExpression: { pairsDue: true } },
    reason: '[DUP-1] Changes after which pairs have to be determined. Only those are in it.',
  },
];

const PAIR_INDEXES: readonly Index[] = [
  { keys: { organisationId: 1, doubt: 1, first: 1, second: 1 }, reason: '[DUP-1] The pairs, the likeliest first.' },
  {
    keys: { organisationId: 1, members: 1 },
    reason: '[DUP-1] [ERASE-1] The pairs of a customer, to replace or remove them.',
  },
  { keys: { organisationId: 1, _id: 1 }, reason: '[DUP-1] A pair that is determined again replaces the one before.' },
];

const ACCESS_INDEXES: readonly Index[] = [
  { keys: { customerNumber: 1, at: -1 }, reason: 'The recorded reads of a customer, the latest first.' },
  {
    keys: { at: 1 },
    options: { expireAfterSeconds: ACCESSES_KEPT_SECONDS },
    reason: 'Recorded reads are kept for a year.',
  },
];

const CREDENTIAL_INDEXES: readonly Index[] = [
  { keys: { organisationId: 1, _id: 1 }, reason: 'The password of a customer, within one organisation.' },
];

const IDEMPOTENCY_INDEXES: readonly Index[] = [
  { keys: { organisationId: 1, _id: 1, claimant: 1 }, reason: 'A response is stored by the call that has the claim.' },
  { keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 }, reason: 'Responses are stored for a day.' },
  {
    keys: { customerNumbers: 1 },
    options: { sparse: true },
    reason: '[ERASE-1] The stored responses that hold data of a customer.',
  },
];

const LIMIT_INDEXES: readonly Index[] = [
  { keys: { expiresAt: 1 }, options: { expireAfterSeconds: 0 }, reason: 'Counts of limits go when their window ends.' },
];

const WEBHOOK_INDEXES: readonly Index[] = [
  { keys: { _id: 1, version: 1 }, reason: 'As with profiles: the version a write was decided on.' },
  {
    keys: { organisationId: 1, createdAt: 1, _id: 1 },
    reason: 'The webhooks of an organisation: for administrators, and for each event.',
  },
  { keys: { partition: 1 }, reason: 'The webhooks of a worker.' },
  {
    keys: { organisationId: 1, slot: 1 },
    options: { unique: true },
    reason: 'No more webhooks of an organisation than there are slots, however many calls create one at once.',
  },
];

const DELIVERY_INDEXES: readonly Index[] = [
  {
    keys: { partition: 1, dueAt: 1, sequence: 1 },
    options: { partialFilterExpression: { open: true } },
    reason: 'What is due, oldest first. Deliveries that have ended are not in it, so the poll stays cheap.',
  },
  {
    keys: { queue: 1, sequence: 1 },
    options: { partialFilterExpression: { open: true } },
    reason: '[HOOK-1] Whether an earlier delivery of a customer has not ended, and what waits behind one.',
  },
  { keys: { organisationId: 1, webhookId: 1, eventId: -1 }, reason: 'The deliveries of a webhook, the latest first.' },
  { keys: { organisationId: 1, _id: 1 }, reason: 'One delivery, within one organisation.' },
  {
    keys: { organisationId: 1, webhookId: 1, state: 1, eventId: -1 },
    reason: 'The same in one state: parked ones are few among many.',
  },
  {
    keys: { expiresAt: 1 },
    options: { expireAfterSeconds: 0 },
    reason: 'Deliveries are kept for 30 days, as published events are.',
  },
];

/**
 * Creates the indexes that are missing. Safe when several processes start at once.
 * @throws UnsupportedServerError when the version of the server is not supported
 */
export async function ensureIndexes(db: Db): Promise<void> {
  await requireSupportedServer(db);
  const { profiles, ecards, preferenceDefinitions, idempotency, changes, accesses, duplicatePairs, ...plain } =
    collectionsOf(db);
  // No index creates these collections, and a transaction needs them to exist.
  for (const { collectionName } of [plain.erasures, plain.pairStates]) {
    await db.createCollection(collectionName).catch(tolerateExisting);
  }
  await beginFormat(db, profiles);
  await create(profiles, PROFILE_INDEXES);
  await create(ecards, ECARD_INDEXES);
  await create(preferenceDefinitions, DEFINITION_INDEXES);
  await create(plain.outbox, OUTBOX_INDEXES);
  await create(plain.credentials, CREDENTIAL_INDEXES);
  await create(changes, CHANGE_INDEXES);
  await create(duplicatePairs, PAIR_INDEXES);
  await create(accesses, ACCESS_INDEXES);
  await create(idempotency, IDEMPOTENCY_INDEXES);
  await create(plain.limits, LIMIT_INDEXES);
  await create(plain.webhooks, WEBHOOK_INDEXES);
  await create(plain.webhookDeliveries, DELIVERY_INDEXES);
  for (const [name, indexes] of Object.entries(IMPORT_INDEXES)) await create(db.collection(name), indexes);
}

/**
 * Creates the indexes of the outbox alone, for an app that may access nothing else.
 * @throws UnsupportedServerError when the version of the server is not supported
 */
export async function ensureOutboxIndexes(db: Db): Promise<void> {
  await requireSupportedServer(db);
  await create(collectionsOf(db).outbox, OUTBOX_INDEXES);
}

/**
 * Creates the indexes of webhooks and deliveries alone, for the worker.
 * @throws UnsupportedServerError when the version of the server is not supported
 */
export async function ensureWebhookIndexes(db: Db): Promise<void> {
  await requireSupportedServer(db);
  const { webhooks, webhookDeliveries } = collectionsOf(db);
  await create(webhooks, WEBHOOK_INDEXES);
  await create(webhookDeliveries, DELIVERY_INDEXES);
}

const NAMESPACE_EXISTS = 48;

function tolerateExisting(error: unknown): void {
  if (!(error instanceof MongoServerError && error.code === NAMESPACE_EXISTS)) throw error;
}

async function create<T extends Document>(collection: Collection<T>, indexes: readonly Index[]): Promise<void> {
  for (const { keys, options } of indexes) {
    await collection.createIndex(keys, options).catch((error) => tolerateOtherTime(error, options));
  }
}

const INDEX_OPTIONS_CONFLICT = 85;

/** The time that documents are kept may have been changed since: a start does not undo that. */
function tolerateOtherTime(error: unknown, options: CreateIndexesOptions | undefined): void {
  const isOtherTime = error instanceof MongoServerError && error.code === INDEX_OPTIONS_CONFLICT;
  if (!isOtherTime || options?.expireAfterSeconds === undefined) throw error;
}
