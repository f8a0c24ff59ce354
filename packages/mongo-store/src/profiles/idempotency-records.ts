import { ClaimLostError, type IdempotencyRecords } from '@profiles/application';
import { type Collection, MongoServerError } from 'mongodb';
import { translating } from '../driver/driver-errors.js';
import type { IdempotencyDocument } from '../schema/documents.js';

const KEPT_MILLIS = 24 * 60 * 60 * 1000;
const CLAIM_MILLIS = 60 * 1000;

export function idempotencyRecords(records: Collection<IdempotencyDocument>): IdempotencyRecords {
  async function insert(document: IdempotencyDocument): Promise<boolean> {
    try {
      await records.insertOne(document);
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === 11000) return false;
      throw error;
    }
  }

  return {
    claim: ({ id, claimant, fingerprint }, now) =>
      translating(async () => {
        const claimedAt = new Date(now);
        const expiresAt = new Date(claimedAt.getTime() + KEPT_MILLIS);
        const claim = { claimant, fingerprint, claimedAt, expiresAt };
        if (await insert({ _id: id, ...claim })) return { state: 'claimed' };
        const record = await records.findOne({ _id: id });
        if (record === null) return { state: 'running' };
        const fresh = record.expiresAt > claimedAt;
        if (record.answer !== undefined && fresh) {
          return { state: 'done', fingerprint: record.fingerprint, answer: record.answer };
        }
        if (record.answer === undefined && claimedAt.getTime() - record.claimedAt.getTime() < CLAIM_MILLIS) {
          return { state: 'running' };
        }
        // The call that claimed it died, or its answer is out of date: one of those who find out takes over.
        const taken = await records.updateOne(
          { _id: id, claimant: record.claimant },
          { $set: claim, $unset: { answer: '', customerNumbers: '' } },
        );
        return taken.matchedCount === 1 ? { state: 'claimed' } : { state: 'running' };
      }),
    finish: ({ id, claimant, answer, customerNumbers }) =>
      translating(async () => {
        const { matchedCount } = await records.updateOne({ _id: id, claimant }, { $set: { answer, customerNumbers } });
        if (matchedCount === 0) throw new ClaimLostError();
      }),
    release: ({ id, claimant }) =>
      translating(async () => {
        await records.deleteOne({ _id: id, claimant });
      }),
  };
}
