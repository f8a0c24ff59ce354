import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { collectionsOf } from '../schema/collections.js';
import { EVENT_STATE } from '../schema/event-state.js';

/** The streams that publishers know, each by the time of its creation: a stream that was created anew has another one. */
export interface StreamRecords {
  /** The creation time of the accepted stream. Undefined before the first one. */
  accepted(stream: string): Promise<string | undefined>;
  /** Makes a stream the accepted one. */
  accept(stream: string, created: string): Promise<void>;
  /** Whether the outbox has events that were published, so that an empty stream has lost them. */
  hasPublishedEvents(): Promise<boolean>;
}

interface StreamDocument {
  readonly _id: string;
  readonly created: string;
}

const STREAM = 'stream:';

/** The accepted streams in MongoDB. */
export function createStreamRecords({ db }: MongoConnection): StreamRecords {
  const documents = db.collection<StreamDocument>(EVENT_STATE);
  const { outbox } = collectionsOf(db);
  return {
    accepted: (stream) => translating(async () => (await documents.findOne({ _id: STREAM + stream }))?.created),
    accept: (stream, created) =>
      translating(async () => {
        await documents.updateOne({ _id: STREAM + stream }, { $set: { created } }, { upsert: true });
      }),
    hasPublishedEvents: () =>
      translating(async () => {
        const published = { publishedAt: { $exists: true } };
        return (await outbox.findOne(published, { projection: { _id: 1 } })) !== null;
      }),
  };
}
