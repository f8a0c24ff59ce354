import { LEASES, WEBHOOK_LEASES } from '../leases/leases.js';
import { MIGRATIONS } from '../migrations/migrate.js';
import { REPLAYS } from '../outbox/replay-records.js';
import type { Collections } from '../schema/collections.js';
import { EVENT_STATE } from '../schema/event-state.js';
import { WEBHOOK_INTAKE } from '../webhooks/intake.js';
import { WEBHOOK_HEALTH } from '../webhooks/worker-webhooks.js';

/**
 * The shard key of every sharded collection. It is the organisation alone, because a unique index must begin with the whole
 * key, and so that one zone range keeps all documents of an organisation on one shard (docs/adr/0034-sharding.md).
 */
export const SHARD_KEY = { organisationId: 1 } as const;

/** Where the documents of a collection are: divided by {@link SHARD_KEY}, or all on the primary shard of the database. */
export type Placement = { readonly sharded: true } | { readonly sharded: false; readonly reason: string };

const SHARDED: Placement = { sharded: true };
const unsharded = (reason: string): Placement => ({ sharded: false, reason });

type CollectionName =
  | keyof Collections
  | typeof EVENT_STATE
  | typeof LEASES
  | typeof REPLAYS
  | typeof MIGRATIONS
  | typeof WEBHOOK_LEASES
  | typeof WEBHOOK_INTAKE
  | typeof WEBHOOK_HEALTH;

/** The placement of every collection. */
export const SHARD_MAP: Readonly<Record<CollectionName, Placement>> = {
  profiles: SHARDED,
  changes: SHARDED,
  outbox: SHARDED,
  credentials: SHARDED,
  idempotency: SHARDED,
  accesses: SHARDED,
  erasures: SHARDED,
  duplicatePairs: SHARDED,
  webhookDeliveries: SHARDED,
  imports: SHARDED,
  importCounters: SHARDED,
  importBlocks: SHARDED,
  importImages: SHARDED,
  importRehearsals: SHARDED,
  givenNames: unsharded('[IMPORT-1] Given numbers are unique in the whole system, as assigned ones are.'),
  ecards: unsharded(
    '[CARD-1] A card has one owner in the world, so its unique index can not begin with an organisation.',
  ),
  preferenceDefinitions: unsharded('A few per organisation, read by their ids.'),
  pairStates: unsharded('One document per organisation, and its id is the organisation.'),
  limits: unsharded(
    'Counts of a minute or less, of organisations, clients and addresses; they are written outside of commits.',
  ),
  webhooks: unsharded('At most 20 per organisation, read by their ids.'),
  counters: unsharded('Numbers are unique in the whole system.'),
  [EVENT_STATE]: unsharded('The epoch and the accepted streams are those of the deployment.'),
  [MIGRATIONS]: unsharded('The progress of migrations of the deployment.'),
  [LEASES]: unsharded('Publishers share the partitions of the deployment.'),
  [WEBHOOK_LEASES]: unsharded('Workers share the webhooks of the deployment.'),
  [WEBHOOK_INTAKE]: unsharded('One document: the position in the stream.'),
  [WEBHOOK_HEALTH]: unsharded('A few documents: the webhooks that fail now.'),
  [REPLAYS]: unsharded('A few documents; a replay may be about several organisations.'),
};

export const SHARDED_COLLECTIONS: readonly string[] = Object.entries(SHARD_MAP).flatMap(([name, { sharded }]) =>
  sharded ? [name] : [],
);

/** Statements that ask every shard, by their shape (see `shapeOf` in shard-lint.ts), with the reason why they may. */
export const SCATTER_ALLOWED: Readonly<Record<string, string>> = {
  'find profiles {_id}': 'A caller who may act for every organisation names none.',
  'find profiles {uuid}': '[IMPORT-1] Whether a uuid that a row gives is in use, in whichever organisation.',
  'update changes {_id}':
    'Marks and traces of erased persons are removed in the background or rarely, by ids that were just read.',
  'aggregate accesses {customerNumber}':
    'An export. Records of version 0.1 have no organisation until they are migrated, and must not be left out.',
  'delete accesses {customerNumber}': 'An erasure, for the same reason.',
  'delete idempotency {customerNumbers}':
    'An erasure. A record belongs to the organisation of its caller, which may not be that of the customer.',
};

/** Unsharded collections that a transaction may write beside sharded ones, with the reason: two shards must agree on it. */
export const TWO_SHARDS_ALLOWED: Readonly<Record<string, string>> = {
  ecards: '[CARD-1] A card is held once in the world: its ownership and its customer can be on two shards.',
  givenNames: '[IMPORT-1] The number of an erased customer stays taken, in the transaction of its erasure.',
  preferenceDefinitions:
    'Administrators change definitions rarely; the record of the change belongs to the organisation.',
  webhooks: 'Administrators change webhooks rarely; the record of the change belongs to the organisation.',
};
