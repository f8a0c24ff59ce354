import type { ChangeStream } from 'mongodb';
import type { MongoConnection } from '../driver/connection.js';
import { collectionsOf } from '../schema/collections.js';

export interface OutboxWatch {
  /** Whether the change stream works. Otherwise only polling finds new events. */
  isActive(): boolean;
  close(): Promise<void>;
}

/** The pause after a failure, in milliseconds. */
const AGAIN_AFTER_MILLIS = 5_000;

/**
 * Calls `onInsert` when there may be new events in the outbox. Best effort: signals can be lost or repeated, and a server
 * without change streams sends none. Polling finds every event.
 */
export function watchOutbox({ db }: MongoConnection, onInsert: () => void): OutboxWatch {
  const { outbox } = collectionsOf(db);
  let closed = false;
  let active = false;
  let stream: ChangeStream | undefined;
  let again: NodeJS.Timeout | undefined;

  const open = () => {
    // The id is enough: the event is read from the outbox.
    stream = outbox.watch([{ $match: { operationType: 'insert' } }, { $project: { _id: 1 } }], {
      maxAwaitTimeMS: 1_000,
    });
    stream.on('resumeTokenChanged', () => {
      active = true;
    });
    stream.on('change', () => {
      active = true;
      onInsert();
    });
    stream.on('error', retry);
    stream.on('close', retry);
  };
  const retry = () => {
    active = false;
    if (closed || again !== undefined) return;
    void stream?.close().catch(() => {});
    again = setTimeout(() => {
      again = undefined;
      open();
    }, AGAIN_AFTER_MILLIS);
    again.unref();
  };
  open();
  return {
    isActive: () => active,
    close: async () => {
      closed = true;
      clearTimeout(again);
      await stream?.close().catch(() => {});
    },
  };
}
