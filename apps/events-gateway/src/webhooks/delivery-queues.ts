import { deliveryIdOf } from '@profiles/domain';
import type { DueDelivery } from '@profiles/mongo-store/webhooks';

/** How much of the work is held at a time. */
export interface QueueLimits {
  /** Requests to one webhook at a time. */
  readonly inFlight: number;
  /** Results for one webhook that are not stored yet. A crash repeats at most these and the requests in flight. */
  readonly unstored: number;
  /** Deliveries of one webhook, waiting ones included. */
  readonly perWebhook: number;
}

interface Share {
  held: number;
  inFlight: number;
  unstored: number;
  /** Queues whose first delivery can be sent. */
  readonly ready: string[];
}

/**
 * The deliveries that a worker holds. [HOOK-1] Of each queue, the first one alone is sent; the others follow when it has
 * ended. A slow webhook holds no more than its share, so it does not delay others.
 */
export class DeliveryQueues {
  readonly #limits: QueueLimits;
  readonly #queues = new Map<string, DueDelivery[]>();
  readonly #shares = new Map<string, Share>();
  readonly #ids = new Set<string>();

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#ids.size;
  }

  holds(delivery: DueDelivery): boolean {
    return this.#ids.has(deliveryIdOf(delivery));
  }

  /** Adds a delivery behind those of its queue. */
  add(delivery: DueDelivery): void {
    if (this.holds(delivery)) return;
    this.#ids.add(deliveryIdOf(delivery));
    const share = this.#shareOf(delivery.webhookId);
    share.held += 1;
    const waiting = this.#queues.get(delivery.queue);
    if (waiting !== undefined) {
      waiting.push(delivery);
      return;
    }
    this.#queues.set(delivery.queue, [delivery]);
    share.ready.push(delivery.queue);
  }

  /**
   * The webhooks and the queues of which no more deliveries should be read. [HOOK-1] A queue that is held gets no further
   * ones: an earlier one of the same customer may be waiting in the database, for the end of the delivery that is in flight.
   */
  saturated(): { webhooks: string[]; queues: string[] } {
    const { perWebhook } = this.#limits;
    return {
      webhooks: [...this.#shares].flatMap(([id, { held }]) => (held >= perWebhook ? id : [])),
      queues: [...this.#queues.keys()],
    };
  }

  /** Takes a delivery to be sent now, of the webhooks in turn. */
  next(): DueDelivery | undefined {
    for (const [webhookId, share] of this.#shares) {
      if (share.inFlight >= this.#limits.inFlight || share.unstored >= this.#limits.unstored) continue;
      const queue = share.ready.shift();
      if (queue === undefined) continue;
      share.inFlight += 1;
      // The next call begins with another webhook.
      this.#shares.delete(webhookId);
      this.#shares.set(webhookId, share);
      return this.#queues.get(queue)?.[0];
    }
    return undefined;
  }

  /** The request of a delivery that was taken has ended: another one of its webhook may start, while the result is stored. */
  answered(delivery: DueDelivery): void {
    const share = this.#shareOf(delivery.webhookId);
    share.inFlight -= 1;
    share.unstored += 1;
  }

  /**
   * Ends a delivery that was taken, once its result is stored. Its request must have ended before: see {@link answered}.
   * @param goesOn - whether the next one of its queue can be sent; the rest of the queue is dropped otherwise
   */
  ended(delivery: DueDelivery, goesOn: boolean): void {
    const share = this.#shareOf(delivery.webhookId);
    share.unstored -= 1;
    const waiting = this.#queues.get(delivery.queue) ?? [];
    const gone = goesOn ? waiting.splice(0, 1) : waiting.splice(0);
    for (const one of gone) this.#ids.delete(deliveryIdOf(one));
    share.held -= gone.length;
    if (waiting.length > 0) share.ready.push(delivery.queue);
    else this.#queues.delete(delivery.queue);
    if (share.held === 0) this.#shares.delete(delivery.webhookId);
  }

  #shareOf(webhookId: string): Share {
    const share = this.#shares.get(webhookId) ?? { held: 0, inFlight: 0, unstored: 0, ready: [] };
    this.#shares.set(webhookId, share);
    return share;
  }
}
