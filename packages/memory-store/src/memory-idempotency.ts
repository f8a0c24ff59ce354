import {
  ClaimLostError,
  type IdempotencyKey,
  type IdempotencyRecords,
  type StoredResponse,
} from '@profiles/application';

/** The time that a response is stored, in milliseconds from the claim: 24 hours (contract, Idempotency-Key). */
const STORED_MILLIS = 24 * 60 * 60 * 1000;
/** The time left of a claim, in milliseconds. It is a guess: a claim ends with its call. */
const REMAINING_MILLIS = 1_000;

interface Stored {
  /** Absent once a response is stored. */
  readonly claimant?: string;
  readonly storedBy?: string;
  readonly fingerprint: string;
  readonly since: number;
  readonly response?: string;
  readonly customerNumbers?: readonly number[];
}

export interface MemoryIdempotency extends IdempotencyRecords {
  /** Stores a response in the commit that it belongs to. */
  answered(response: StoredResponse): void;
  /** Deletes the responses that hold data of these customers. */
  forget(customerNumbers: ReadonlySet<number>): void;
}

/** Idempotency records in memory. A claim does not lapse: it can't outlive the process of its call. */
export function memoryIdempotency(now: () => number): MemoryIdempotency {
  const records = new Map<string, Stored>();
  const isMine = ({ id, claimant }: IdempotencyKey) => records.get(id)?.claimant === claimant;
  const answered = ({ id, claimant, fingerprint, response, customerNumbers }: StoredResponse) => {
    const record = records.get(id);
    if (record?.claimant !== claimant) throw new ClaimLostError();
    records.set(id, { fingerprint, since: record.since, storedBy: claimant, response, customerNumbers });
  };
  return {
    answered,
    forget(customerNumbers) {
      for (const [id, { customerNumbers: held = [] }] of records) {
        if (held.some((number) => customerNumbers.has(number))) records.delete(id);
      }
    },
    async claim({ id, claimant, fingerprint }) {
      const at = now();
      const record = records.get(id);
      if (record?.response !== undefined && at - record.since < STORED_MILLIS) {
        return { state: 'done', fingerprint: record.fingerprint, response: record.response };
      }
      if (record?.claimant !== undefined) return { state: 'running', remainingMillis: REMAINING_MILLIS };
      records.set(id, { claimant, fingerprint, since: at });
      return { state: 'claimed' };
    },
    async store(response) {
      answered(response);
    },
    async release(key) {
      if (isMine(key)) records.delete(key.id);
      const record = records.get(key.id);
      return record?.storedBy === key.claimant ? record.response : undefined;
    },
  };
}
