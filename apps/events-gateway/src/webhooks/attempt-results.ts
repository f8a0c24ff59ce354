import type { Attempted, DeliveryWork } from '@profiles/mongo-store/webhooks';
import { backOffMillis, waited } from '@profiles/nats-connection';

interface Pending {
  readonly attempted: Attempted;
  /** Whether the result still counts: the lease under which it was made may have ended. */
  readonly isValid: () => boolean;
  readonly resolve: (isStored: boolean) => void;
}

/** The most results that are written at once. */
const MAX_BATCH = 500;

/** Writes the results of attempts: those that come while a write runs are written together in the next one. */
export class AttemptResults {
  readonly #work: Pick<DeliveryWork, 'attempted'>;
  readonly #onFailed: (error: unknown) => void;
  #pending: Pending[] = [];
  #writing: Promise<void> | undefined;

  constructor(work: Pick<DeliveryWork, 'attempted'>, onFailed: (error: unknown) => void) {
    this.#work = work;
    this.#onFailed = onFailed;
  }

  /** Resolves to true when the result is stored, and to false when its lease ended before. */
  store(attempted: Attempted, isValid: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      this.#pending.push({ attempted, isValid, resolve });
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined;
      });
    });
  }

  async #write(): Promise<void> {
    // Results of the same turn of the event loop go together.
    await Promise.resolve();
    for (let failures = 0; this.#pending.length > 0; ) {
      for (const lost of this.#pending.filter(({ isValid }) => !isValid())) lost.resolve(false);
      this.#pending = this.#pending.filter(({ isValid }) => isValid());
      const batch = this.#pending.slice(0, MAX_BATCH);
      if (batch.length === 0) return;
      try {
        await this.#work.attempted(batch.map(({ attempted }) => attempted));
        failures = 0;
        this.#pending = this.#pending.slice(batch.length);
        for (const { resolve } of batch) resolve(true);
      } catch (error) {
        this.#onFailed(error);
        await waited(backOffMillis(failures));
        failures += 1;
      }
    }
  }
}
