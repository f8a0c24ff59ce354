import { setTimeout } from 'node:timers/promises';
import type { AccessLog, AccessRecord } from '@profiles/application';
import { MongoBulkWriteError } from 'mongodb';
import type { Collections } from '../schema/collections.js';
import type { AccessDocument } from '../schema/documents.js';
import { goneAmong } from './late-traces.js';

/** The time that records are gathered before they are written, in milliseconds. */
const PAUSE_MILLIS = 250;
/** The pause after a write that failed, in milliseconds. */
const RETRY_MILLIS = 1_000;
/** The number of records per write. */
const MAX_BATCH_SIZE = 1_000;

/**
 * Writes the records of reads a little later and in batches. Records that can't be written wait here and are tried again
 * without end; `flush` resolves when all are written. [ERASE-1] Of a customer who was erased meanwhile none is kept.
 */
export function accessLogIn({ accesses, profiles }: Pick<Collections, 'accesses' | 'profiles'>): AccessLog {
  let waiting: AccessDocument[] = [];
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    await setTimeout(PAUSE_MILLIS);
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_BATCH_SIZE);
      try {
        await write(batch);
        await removeOfGone(batch);
        waiting = waiting.slice(batch.length);
      } catch {
        // The caller of `flush` limits the time.
        await setTimeout(RETRY_MILLIS);
      }
    }
  }

  async function write(batch: AccessDocument[]): Promise<void> {
    try {
      await accesses.insertMany(batch, { ordered: false });
    } catch (error) {
      // The ids are ours: a duplicate is a record whose first insert succeeded and whose response was lost.
      if (!(error instanceof MongoBulkWriteError && error.code === 11000)) throw error;
    }
  }

  async function removeOfGone(batch: readonly AccessDocument[]): Promise<void> {
    const gone = await goneAmong(profiles, [...new Set(batch.map(({ customerNumber }) => customerNumber))]);
    if (gone.length > 0) await accesses.deleteMany({ customerNumber: { $in: gone } });
  }

  function start(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
    return writing;
  }

  return {
    record(records) {
      waiting.push(...records.map(documentOf));
      void start();
    },
    async flush() {
      while (waiting.length > 0) await start();
      await writing;
    },
  };
}

function documentOf({ id, at, ...fields }: AccessRecord): AccessDocument {
  return { _id: id, at: new Date(at), ...fields };
}
