import type { HeldLeases, Lease } from '@profiles/mongo-store/leases';
import { backOffMillis, waited } from '@profiles/nats-connection';

export interface TakenLeasesSettings {
  readonly leases: HeldLeases;
  /** Makes due what a worker before has let wait. */
  readonly prepare: (partitions: readonly number[]) => Promise<void>;
  /** Deliveries of more partitions can be sent. */
  readonly onReady: () => void;
  readonly onFailed: (error: unknown) => void;
  readonly closing: AbortSignal;
}

/**
 * The leases under which deliveries can be sent. [HOOK-1] A worker before may have let a delivery wait for an earlier one, which only
 * its memory knew. Until such deliveries are due again, a read of the partition shows the ones behind them alone, and they would be
 * sent first.
 */
export class TakenLeases implements HeldLeases {
  readonly #settings: TakenLeasesSettings;
  /** A lease that is taken again is another object. */
  readonly #ready = new WeakSet<Lease>();

  constructor(settings: TakenLeasesSettings) {
    this.#settings = settings;
  }

  held(): readonly Lease[] {
    return this.#settings.leases.held().filter((lease) => this.#ready.has(lease));
  }

  /** Prepares the leases that are held now. It never rejects. */
  async takeOver(): Promise<void> {
    const { leases, prepare, onReady, onFailed, closing } = this.#settings;
    for (let failures = 0; !closing.aborted; failures += 1) {
      const taken = leases.held();
      try {
        await prepare(taken.map(({ partition }) => partition));
        for (const lease of taken) this.#ready.add(lease);
        onReady();
        return;
      } catch (error) {
        onFailed(error);
        await waited(backOffMillis(failures), closing);
      }
    }
  }
}
