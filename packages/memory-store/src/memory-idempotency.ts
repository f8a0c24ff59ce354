import {
  ClaimLostError,
  type IdempotencyKey,
  type IdempotencyRecords,
  type StoredResponse,
} from '@profiles/application';

const KEPT_MILLIS = 24 * 60 * 60 * 1000;
const CLAIM_MILLIS = 60 * 1000;

interface Kept {
  readonly claimant: string;
  readonly fingerprint: string;
  readonly since: number;
  readonly answer?: string;
  readonly customerNumbers?: readonly number[];
}

export interface MemoryIdempotency extends IdempotencyRecords {
  answered(answer: StoredResponse): void;
  /** Forgets the answers that hold data of these customers. */
  forget(customerNumbers: ReadonlySet<number>): void;
}

/** Idempotency records in memory, with a way in for the commit that writes an answer beside its change. */
export function memoryIdempotency(): MemoryIdempotency {
  const records = new Map<string, Kept>();
  const isMine = ({ id, claimant }: IdempotencyKey) => records.get(id)?.claimant === claimant;
  const answered = (answer: StoredResponse) => {
    const record = records.get(answer.id);
    if (!record || !isMine(answer)) throw new ClaimLostError();
    const { answer: text, customerNumbers } = answer;
    records.set(answer.id, { ...record, answer: text, customerNumbers });
  };
  return {
    answered,
    forget(customerNumbers) {
      for (const [id, { customerNumbers: held = [] }] of records) {
        if (held.some((number) => customerNumbers.has(number))) records.delete(id);
      }
    },
    async claim({ id, claimant, fingerprint }, now) {
      const at = Date.parse(now);
      const record = records.get(id);
      if (record?.answer !== undefined && at - record.since < KEPT_MILLIS) {
        return { state: 'done', fingerprint: record.fingerprint, answer: record.answer };
      }
      if (record && record.answer === undefined && at - record.since < CLAIM_MILLIS) return { state: 'running' };
      records.set(id, { claimant, fingerprint, since: at });
      return { state: 'claimed' };
    },
    async finish(answer) {
      answered(answer);
    },
    async release(key) {
      if (isMine(key)) records.delete(key.id);
    },
  };
}
