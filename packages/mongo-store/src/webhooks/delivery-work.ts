import { deliveryIdOf, type WebhookDelivery } from '@profiles/domain';
import type { Filter } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { collectionsOf } from '../schema/collections.js';
import { deliveryFrom, deliveryUpdate, type WebhookDeliveryDocument } from './documents.js';

/** A delivery that a worker can attempt. */
export interface DueDelivery extends WebhookDelivery {
  readonly partition: number;
  /** [HOOK-1] The deliveries of one customer for one webhook. */
  readonly queue: string;
}

/** The selection of a worker. */
export interface DueRequest {
  readonly partitions: readonly number[];
  readonly limit: number;
  /** Webhooks that can take no more now, and queues likewise. */
  readonly withoutWebhooks: readonly string[];
  readonly withoutQueues: readonly string[];
}

/** The deliveries of a queue that have not ended. */
export interface OpenQueue {
  /** Their sequences, in order. */
  readonly sequences: readonly number[];
  /** Whether the first one has a time for its next attempt. Without one it waits for an earlier one. */
  readonly isFirstDue: boolean;
}

/** A delivery before and after an attempt. */
export interface Attempted {
  readonly before: WebhookDelivery;
  readonly after: WebhookDelivery;
}

/** The deliveries that workers attempt. One worker at a time works on a partition: see `PartitionLeases`. */
export interface DeliveryWork {
  /** Deliveries whose time has come, the longest due first. */
  due(request: DueRequest): Promise<DueDelivery[]>;
  /** The queues of these that have open deliveries, whether due or not. */
  openQueues(queues: readonly string[]): Promise<Map<string, OpenQueue>>;
  /** Lets deliveries wait for the earlier ones of their queues. */
  hold(deliveries: readonly WebhookDelivery[]): Promise<void>;
  /** Makes the waiting deliveries of queues due. */
  release(queues: readonly string[]): Promise<void>;
  /** The same for all queues of partitions, and for those of a webhook. */
  releasePartitions(partitions: readonly number[]): Promise<void>;
  /** Stores the result of attempts. One of a delivery that was changed meanwhile is dropped. */
  attempted(attempts: readonly Attempted[]): Promise<void>;
  /** Removes the deliveries of a webhook that was deleted. Those of one that exists stay: its lease may have been lost. */
  removeAllOf(webhook: { readonly webhookId: string; readonly organisationId: number }): Promise<void>;
}

export function createDeliveryWork({ db, now }: Pick<MongoConnection, 'db' | 'now'>): DeliveryWork {
  const { webhookDeliveries: deliveries, webhooks } = collectionsOf(db);
  const waiting = { open: true, dueAt: null as never } as const;
  const makeDue = async (filter: Filter<WebhookDeliveryDocument>) => {
    await deliveries.updateMany({ ...filter, ...waiting }, { $set: { dueAt: new Date(now()) } });
  };
  return {
    due: ({ partitions, limit, withoutWebhooks, withoutQueues }) =>
      translating(async () => {
        const filter: Filter<WebhookDeliveryDocument> = {
          partition: { $in: [...partitions] },
          open: true,
          dueAt: { $lte: new Date(now()) },
          ...(withoutWebhooks.length > 0 && { webhookId: { $nin: [...withoutWebhooks] } }),
          ...(withoutQueues.length > 0 && { queue: { $nin: [...withoutQueues] } }),
        };
        const found = await deliveries.find(filter, { limit }).sort({ dueAt: 1, sequence: 1 }).toArray();
        return found.map((document) => ({
          ...deliveryFrom(document),
          partition: document.partition,
          queue: document.queue,
        }));
      }),
    openQueues: (queues) =>
      translating(async () => {
        if (queues.length === 0) return new Map();
        const stages = [
          { $match: { queue: { $in: [...queues] }, open: true } },
          { $sort: { queue: 1, sequence: 1 } },
          { $group: { _id: '$queue', sequences: { $push: '$sequence' }, dueAt: { $first: '$dueAt' } } },
        ];
        const open = await deliveries
          .aggregate<{ _id: string; sequences: number[]; dueAt: Date | null | undefined }>(stages)
          .toArray();
        return new Map(
          open.map(({ _id, sequences, dueAt }) => [_id, { sequences, isFirstDue: dueAt instanceof Date }]),
        );
      }),
    hold: (held) =>
      translating(async () => {
        for (const [organisationId, ids] of idsByOrganisation(held)) {
          await deliveries.updateMany({ organisationId, _id: { $in: ids }, open: true }, { $unset: { dueAt: '' } });
        }
      }),
    release: (queues) =>
      translating(async () => {
        if (queues.length > 0) await makeDue({ queue: { $in: [...queues] } });
      }),
    releasePartitions: (partitions) => translating(() => makeDue({ partition: { $in: [...partitions] } })),
    attempted: (attempts) =>
      translating(async () => {
        const writes = [...alike(attempts, new Date(now()))].map(([, group]) => writeOf(group));
        await deliveries.bulkWrite(writes as never, { ordered: false });
      }),
    removeAllOf: ({ webhookId, organisationId }) =>
      translating(async () => {
        const existing = await webhooks.findOne({ _id: webhookId }, { projection: { _id: 1 } });
        if (existing === null) await deliveries.deleteMany({ organisationId, webhookId });
      }),
  };
}

/** Attempts whose deliveries change in the same way. */
interface AlikeAttempts {
  readonly organisationId: number;
  /** The number of attempts before. */
  readonly attempts: number;
  readonly update: ReturnType<typeof deliveryUpdate>;
  readonly ids: string[];
}

/** Groups attempts by what they change. Most are first attempts with the same status, so they take one write together. */
function alike(attempts: readonly Attempted[], now: Date): Map<string, AlikeAttempts> {
  const groups = new Map<string, AlikeAttempts>();
  for (const { before, after } of attempts) {
    const { organisationId, attempts: count } = before;
    const update = deliveryUpdate(after, now);
    const key = JSON.stringify([organisationId, count, update]);
    const group = groups.get(key) ?? { organisationId, attempts: count, update, ids: [] };
    group.ids.push(deliveryIdOf(before));
    groups.set(key, group);
  }
  return groups;
}

function writeOf({ organisationId, attempts, update, ids }: AlikeAttempts) {
  const same = { organisationId, open: true as const, attempts };
  const [only] = ids;
  return ids.length === 1
    ? { updateOne: { filter: { ...same, _id: only }, update } }
    : { updateMany: { filter: { ...same, _id: { $in: ids } }, update } };
}

function idsByOrganisation(deliveries: readonly WebhookDelivery[]): Map<number, string[]> {
  const ids = new Map<number, string[]>();
  for (const delivery of deliveries) {
    ids.set(delivery.organisationId, [...(ids.get(delivery.organisationId) ?? []), deliveryIdOf(delivery)]);
  }
  return ids;
}
