import {
  ClaimLostError,
  type IdempotencyClaim,
  type IdempotencyKey,
  type IdempotencyRecords,
} from '@profiles/application';
import { type Collection, MongoServerError } from 'mongodb';
import { releaseDeadline } from '../driver/deadline.js';
import { withinDeadline } from '../driver/driver-errors.js';
import type { IdempotencyDocument } from '../schema/documents.js';
import { claimRenewal } from './claim-renewal.js';

/** The time that a response is stored, in milliseconds from the claim: 24 hours (contract, Idempotency-Key). */
const STORED_MILLIS = 24 * 60 * 60 * 1000;
/**
 * The time until a claim lapses that is not renewed, in milliseconds: the claim of a crashed process is free within five
 * seconds.
 */
const CLAIM_MILLIS = 4_000;
const DUPLICATE_KEY = 11000;
/** A takeover fails when the record changed in between. The record is then read again, this often. */
const MAX_READS = 5;

/** The idempotency records of a store, which also ends the claims of what its commits have stored. */
export interface MongoIdempotencyRecords extends IdempotencyRecords {
  /** The response was stored by a commit: its claim needs no renewal. */
  stored(key: IdempotencyKey): void;
}

/**
 * The idempotency records in MongoDB.
 * @param now - the clock of the database: processes with different clocks agree on when a claim lapses
 */
export function idempotencyRecords(
  records: Collection<IdempotencyDocument>,
  now: () => number,
): MongoIdempotencyRecords {
  const renewal = claimRenewal(records, () => new Date(now() + CLAIM_MILLIS));

  async function insert(document: IdempotencyDocument): Promise<boolean> {
    try {
      await records.insertOne(document);
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
      throw error;
    }
  }

  /** Gives a record of version 0.1 its organisation: the filters of this version name it. */
  async function adopt(id: string, organisationId: number): Promise<IdempotencyDocument | null> {
    await records.updateOne({ _id: id, organisationId: { $exists: false } }, { $set: { organisationId } });
    return records.findOne({ organisationId, _id: id });
  }

  async function claim({ id, organisationId, claimant, fingerprint }: IdempotencyKey): Promise<IdempotencyClaim> {
    const claimedAt = new Date(now());
    const heldUntil = new Date(claimedAt.getTime() + CLAIM_MILLIS);
    const expiresAt = new Date(claimedAt.getTime() + STORED_MILLIS);
    const document = { organisationId, claimant, fingerprint, claimedAt, heldUntil, expiresAt };
    for (let read = 0; read < MAX_READS; read++) {
      if (await insert({ _id: id, ...document })) return { state: 'claimed' };
      const record = (await records.findOne({ organisationId, _id: id })) ?? (await adopt(id, organisationId));
      // Released in between.
      if (record === null) continue;
      // The driver repeats an insert whose response was lost.
      if (record.claimant === claimant) return { state: 'claimed' };
      const state = stateOf(record, now());
      if (state !== 'lapsed') return state;
      const taken = await records.updateOne(
        {
          ...{ organisationId, _id: id },
          ...(record.claimant === undefined ? { claimedAt: record.claimedAt } : { claimant: record.claimant }),
        },
        { $set: document, $unset: { answer: '', customerNumbers: '', storedBy: '' } },
      );
      if (taken.matchedCount === 1) return { state: 'claimed' };
    }
    return { state: 'running', remainingMillis: CLAIM_MILLIS };
  }

  return {
    stored: renewal.end,
    claim: async (key) => {
      const result = await withinDeadline(() => claim(key));
      if (result.state === 'claimed') renewal.begin(key);
      return result;
    },
    store: (response) =>
      withinDeadline(async () => {
        const { filter, update } = storedResponseUpdate(response);
        const { matchedCount } = await records.updateOne(filter, update);
        renewal.end(response);
        if (matchedCount === 0) throw new ClaimLostError();
      }),
    release: (key) => {
      renewal.end(key);
      const { id, organisationId, claimant } = key;
      return withinDeadline(async (signal) => {
        // A claim alone: the claimant goes when a response is stored.
        const { deletedCount } = await records.deleteOne({ organisationId, _id: id, claimant });
        if (deletedCount === 1) return undefined;
        const record = await records.findOne({ organisationId, _id: id }, { signal });
        return record?.storedBy === claimant ? record.answer : undefined;
      }, releaseDeadline());
    },
  };
}

/**
 * How a claim becomes a stored response. It matches a claim of this call only; the claimant goes with it, so that neither
 * this update nor a release, a renewal or a takeover matches the record again.
 */
export function storedResponseUpdate({
  id,
  organisationId,
  claimant,
  response,
  customerNumbers,
}: IdempotencyKey & { readonly response: string; readonly customerNumbers: readonly number[] }) {
  return {
    filter: { organisationId, _id: id, claimant },
    update: { $set: { answer: response, customerNumbers, storedBy: claimant }, $unset: { claimant: '' as const } },
  };
}

/** Version 0.1 held a claim for a minute and did not renew it, in milliseconds since 1970. */
function lapseOfEarlierVersion({ claimedAt }: IdempotencyDocument): number {
  return claimedAt.getTime() + 60_000;
}

function stateOf(record: IdempotencyDocument, now: number): IdempotencyClaim | 'lapsed' {
  if (record.answer !== undefined) {
    if (record.expiresAt.getTime() <= now) return 'lapsed';
    return { state: 'done', fingerprint: record.fingerprint, response: record.answer };
  }
  const remainingMillis = (record.heldUntil?.getTime() ?? lapseOfEarlierVersion(record)) - now;
  // No claim ends later than this: the clock of the database was set back, or a clock that was ahead wrote it.
  const isBroken = record.heldUntil !== undefined && remainingMillis > 2 * CLAIM_MILLIS;
  return remainingMillis > 0 && !isBroken ? { state: 'running', remainingMillis } : 'lapsed';
}
