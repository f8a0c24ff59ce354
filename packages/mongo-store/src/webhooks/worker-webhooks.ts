import type { Instant, Webhook } from '@profiles/domain';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { inTransaction } from '../driver/transaction.js';
import { collectionsOf } from '../schema/collections.js';
import type { ChangeDocument } from '../schema/documents.js';
import { webhookFrom } from './documents.js';

/** The author and the id of a change that the system makes. */
export interface PauseRecord {
  /** The id of the change record. */
  readonly id: string;
  readonly at: Instant;
  readonly correlationId: string;
}

/** The webhooks as a worker sees them. */
export interface WorkerWebhooks {
  /** Those of some partitions, with the time since which every attempt has failed. */
  of(partitions: readonly number[]): Promise<{ webhook: Webhook; failingSince: Instant | undefined }[]>;
  /** Stores since when a webhook fails; undefined when it does not. */
  setFailingSince(webhookId: string, since: Instant | undefined): Promise<void>;
  /**
   * [HOOK-3] Pauses a webhook, with a change record.
   * @returns false when it was changed since it was read
   */
  pause(webhook: Webhook, record: PauseRecord): Promise<boolean>;
}

interface HealthDocument {
  readonly _id: string;
  readonly failingSince: Instant;
}

/** The collection of the webhooks that fail. */
export const WEBHOOK_HEALTH = 'webhookHealth';

export function createWorkerWebhooks({ client, db }: Pick<MongoConnection, 'client' | 'db'>): WorkerWebhooks {
  const { webhooks, changes } = collectionsOf(db);
  const health = db.collection<HealthDocument>(WEBHOOK_HEALTH);
  return {
    of: (partitions) =>
      translating(async () => {
        const found = await webhooks.find({ partition: { $in: [...partitions] } }).toArray();
        const ids = found.map(({ _id }) => _id);
        const failing = ids.length === 0 ? [] : await health.find({ _id: { $in: ids } }).toArray();
        const since = new Map(failing.map(({ _id, failingSince }) => [_id, failingSince]));
        return found.map((document) => ({ webhook: webhookFrom(document), failingSince: since.get(document._id) }));
      }),
    setFailingSince: (webhookId, since) =>
      translating(async () => {
        if (since === undefined) await health.deleteOne({ _id: webhookId });
        else await health.updateOne({ _id: webhookId }, { $set: { failingSince: since } }, { upsert: true });
      }),
    pause: (webhook, record) =>
      translating(() =>
        inTransaction(
          client,
          async (session) => {
            const version = webhook.version + 1;
            const { matchedCount } = await webhooks.updateOne(
              { _id: webhook.id, version: webhook.version },
              { $set: { isActive: false, changedAt: record.at, version } },
              { session },
            );
            if (matchedCount === 0) return false;
            await changes.insertOne(pauseChange(webhook, record), { session });
            return true;
          },
          { onlyWrites: true },
        ),
      ),
  };
}

function pauseChange({ id: webhookId, organisationId, version }: Webhook, record: PauseRecord): ChangeDocument {
  const { id, at, correlationId } = record;
  return {
    ...{ _id: id, webhookId, organisationId, revision: version + 1, at, correlationId },
    ...{ changedBy: 'system', changedByChannel: 'webhooks', operation: 'pause-webhook' },
    ...{ clientId: 'events-gateway', callerOrganisationId: organisationId },
    fields: [{ field: 'isActive', before: true, after: false }],
  };
}
