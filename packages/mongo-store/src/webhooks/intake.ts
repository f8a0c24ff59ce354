import { deliveryIdOf, type WebhookDelivery } from '@profiles/domain';
import { type Db, MongoServerError } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { collectionsOf } from '../schema/collections.js';
import { deliveryDocument } from './documents.js';

/** An event of the stream, for the webhooks of its organisation. */
export interface IntakeEvent {
  /** The place in the stream. */
  readonly sequence: number;
  readonly id: string;
  readonly time: string;
  readonly organisationId: number;
  readonly customerNumber: number;
  /** The CloudEvent as it is sent. */
  readonly body: string;
}

/** Up to where the stream was read. */
export interface IntakePosition {
  /** Identifies the stream: one that was deleted and created anew has another one. */
  readonly stream: string;
  /** The last event in the stream. */
  readonly sequence: number;
  /** A mark of the message with that sequence. Absent: it is not known. */
  readonly mark?: number;
  /** The offset of places in this stream, so that they follow those of the streams before. */
  readonly base: number;
}

/** Turns the events of the stream into deliveries. Repeated, it makes none twice. */
export interface DeliveryIntake {
  position(): Promise<IntakePosition | undefined>;
  /**
   * Makes the deliveries of some events, in the order of the stream, and moves the position behind them. A webhook gets the
   * events from its creation on. Several processes may do the same at once: their deliveries have the same ids.
   * @returns the number of deliveries
   */
  take(position: IntakePosition, events: readonly IntakeEvent[]): Promise<number>;
}

interface IntakeDocument extends IntakePosition {
  readonly _id: 'position';
}

/** The collection of the position. */
export const WEBHOOK_INTAKE = 'webhookIntake';

const DUPLICATE_KEY = 11000;

export function createDeliveryIntake({ db }: Pick<MongoConnection, 'db'>): DeliveryIntake {
  const positions = db.collection<IntakeDocument>(WEBHOOK_INTAKE);
  return {
    position: () =>
      translating(async () => {
        const document = await positions.findOne({ _id: 'position' });
        return document === null ? undefined : positionFrom(document);
      }),
    take: (position, events) =>
      translating(async () => {
        const deliveries = await deliveriesFor(db, position, events);
        await insertMissing(db, deliveries);
        // After the deliveries: a crash between makes them again, with the same ids.
        await positions.updateOne({ _id: 'position' }, { $set: { ...position } }, { upsert: true });
        return deliveries.length;
      }),
  };
}

function positionFrom({ _id, ...position }: IntakeDocument): IntakePosition {
  return position;
}

async function deliveriesFor(
  db: Db,
  { base }: IntakePosition,
  events: readonly IntakeEvent[],
): Promise<WebhookDelivery[]> {
  const organisations = [...new Set(events.map(({ organisationId }) => organisationId))];
  if (organisations.length === 0) return [];
  // Read for each batch, so that no event is missed that follows the creation of a webhook.
  const webhooks = await collectionsOf(db)
    .webhooks.find({ organisationId: { $in: organisations } }, { projection: { organisationId: 1, createdAt: 1 } })
    .toArray();
  const now = new Date().toISOString();
  return events.flatMap(({ sequence, id: eventId, time, organisationId, customerNumber, body }) =>
    webhooks
      .filter((webhook) => webhook.organisationId === organisationId && webhook.createdAt <= time)
      .map(
        (webhook): WebhookDelivery => ({
          ...{ webhookId: webhook._id, organisationId, eventId, customerNumber, sequence: base + sequence, body },
          ...{ state: 'pending', attempts: 0, createdAt: now },
        }),
      ),
  );
}

/** In order, so that a reader sees no delivery before the earlier ones of its customer. Those that exist are left out. */
async function insertMissing(db: Db, deliveries: readonly WebhookDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const collection = collectionsOf(db).webhookDeliveries;
  try {
    await collection.insertMany(deliveries.map(deliveryDocument), { ordered: true });
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error;
    const ids = deliveries.map(deliveryIdOf);
    const existing = await collection.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
    const known = new Set(existing.map(({ _id }) => _id));
    await insertMissing(
      db,
      deliveries.filter((delivery) => !known.has(deliveryIdOf(delivery))),
    );
  }
}
