import { afterAttempt, deliveryIdOf, isDelivered, isTest, type WebhookDelivery } from '@profiles/domain';
import { type HeldLeases, type Lease, WakeUpSignal } from '@profiles/mongo-store/leases';
import type { DeliveryWork, DueDelivery } from '@profiles/mongo-store/webhooks';
import { backOffMillis, waited } from '@profiles/nats-connection';
import type { SendResult, WebhookSender } from '@profiles/webhooks';
import { AttemptResults } from './attempt-results.js';
import { DeliveryQueues, type QueueLimits } from './delivery-queues.js';
import type { KnownWebhook, WebhookDirectory } from './webhook-directory.js';
import type { WebhookHealth } from './webhook-health.js';

/** Receives what becomes of deliveries. */
export interface DispatchObserver {
  attempted(after: WebhookDelivery, millis: number): void;
  /** The database could not be read or written. It is tried again. */
  storeFailed(error: unknown): void;
  /** A secret can't be opened, so that a delivery fails. */
  secretFailed(webhookId: string, error: unknown): void;
}

export interface DispatcherSettings {
  readonly work: DeliveryWork;
  readonly leases: HeldLeases;
  readonly directory: WebhookDirectory;
  readonly health: WebhookHealth;
  readonly sender: WebhookSender;
  /** [HOOK-2] In milliseconds. */
  readonly retryPauses: readonly number[];
  readonly observer: DispatchObserver;
  readonly limits?: QueueLimits;
}

const LIMITS: QueueLimits = { inFlight: 32, unstored: 128, perWebhook: 512 };
/** The number of deliveries that one read returns beside those that are held already. */
const PAGE_SIZE = 512;
/** The pause between two reads without a wake-up signal, in milliseconds. */
const POLL_MILLIS = 100;
/**
 * The shortest pause between two reads, in milliseconds. New deliveries come in many small groups under load, and a read costs
 * two queries, so the groups of this time are read together.
 */
const GATHER_MILLIS = 20;

/** Sends what is due of the leased partitions. [HOOK-1] The deliveries of one customer go one at a time, in order. */
export class Dispatcher {
  readonly #settings: DispatcherSettings;
  readonly #queues: DeliveryQueues;
  readonly #results: AttemptResults;
  readonly #wakeUp = new WakeUpSignal();
  /** Queues with deliveries that wait for an earlier one. */
  readonly #holding = new Set<string>();
  readonly #flights = new Set<Promise<void>>();
  /** Deliveries that were attempted since the present read began: it shows them as they were before. */
  readonly #ended = new Set<string>();
  /** The lease under which each delivery was read. Another worker may have sent it once that lease has ended. */
  readonly #leaseOf = new WeakMap<DueDelivery, Lease>();
  /** Whether the last read left something out. */
  #hasMore = false;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(settings: DispatcherSettings) {
    this.#settings = settings;
    this.#queues = new DeliveryQueues(settings.limits ?? LIMITS);
    this.#results = new AttemptResults(settings.work, settings.observer.storeFailed);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Reads again at once, because new deliveries are due. */
  wake(): void {
    this.#wakeUp.notify();
  }

  /** Resolves when no request is in flight any more. */
  async drained(): Promise<void> {
    await Promise.allSettled(this.#flights);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#running;
    await this.drained();
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stopping.signal.aborted; ) {
      try {
        await this.#read();
        failures = 0;
        await this.#wakeUp.wait(POLL_MILLIS);
        await waited(GATHER_MILLIS, this.#stopping.signal);
      } catch (error) {
        this.#settings.observer.storeFailed(error);
        await this.#wakeUp.wait(backOffMillis(failures));
        failures += 1;
      }
    }
  }

  async #read(): Promise<void> {
    const { work, leases, directory } = this.#settings;
    const held = new Map(leases.held().map((lease) => [lease.partition, lease]));
    if (held.size === 0) return;
    const { webhooks, queues } = this.#queues.saturated();
    this.#ended.clear();
    const limit = PAGE_SIZE + this.#queues.size;
    const due = await work.due({
      ...{ partitions: [...held.keys()], limit },
      withoutWebhooks: [...new Set([...webhooks, ...directory.paused()])],
      withoutQueues: queues,
    });
    this.#hasMore = due.length === limit || webhooks.length + queues.length > 0;
    const known = await this.#ofKnownWebhooks(due.filter((delivery) => !this.#queues.holds(delivery)));
    for (const delivery of known) {
      const lease = held.get(delivery.partition);
      if (lease !== undefined) this.#leaseOf.set(delivery, lease);
    }
    await this.#sort(known);
    this.#send();
  }

  /** The deliveries without those of deleted webhooks, which are removed. */
  async #ofKnownWebhooks(deliveries: readonly DueDelivery[]): Promise<readonly DueDelivery[]> {
    const { work, directory } = this.#settings;
    if (deliveries.every(({ webhookId }) => directory.get(webhookId) !== undefined)) return deliveries;
    await directory.refresh();
    const orphans = new Map(
      deliveries.flatMap((one) => (directory.get(one.webhookId) === undefined ? [[one.webhookId, one] as const] : [])),
    );
    for (const orphan of orphans.values()) await work.removeAllOf(orphan);
    return deliveries.filter(({ webhookId }) => !orphans.has(webhookId));
  }

  /** Takes the deliveries that can be sent in order, and lets the others wait behind the earlier ones of their queues. */
  async #sort(deliveries: readonly DueDelivery[]): Promise<void> {
    const byQueue = new Map<string, DueDelivery[]>();
    for (const delivery of [...deliveries].sort((a, b) => a.sequence - b.sequence)) {
      const own = byQueue.get(delivery.queue);
      if (own === undefined) byQueue.set(delivery.queue, [delivery]);
      else own.push(delivery);
    }
    // Of the queues in work too: one may end while this is read.
    const openQueues = await this.#settings.work.openQueues([...byQueue.keys()]);
    const late: DueDelivery[] = [];
    for (const [queue, found] of byQueue) {
      const { sequences } = openQueues.get(queue) ?? { sequences: [] };
      const open = new Set(sequences);
      const waiting = found.filter(({ sequence }) => open.has(sequence));
      const isHolding = this.#holding.has(queue);
      // A read may lack deliveries between these: those that have waited are due later than newer ones.
      const inOrder = lengthInOrder(waiting, sequences);
      // Of a queue with deliveries that wait in the database, the first one goes alone: they come before the others.
      const ready = isHolding ? Math.min(inOrder, 1) : inOrder;
      for (const delivery of waiting.slice(0, ready))
        if (!this.#ended.has(deliveryIdOf(delivery))) this.#queues.add(delivery);
      // The rest, behind a gap, stays due and is read again after the first one.
      if (inOrder === 0 || isHolding) late.push(...waiting.slice(ready));
    }
    if (late.length > 0) await this.#hold(late);
  }

  async #hold(late: readonly DueDelivery[]): Promise<void> {
    const { work } = this.#settings;
    const queues = [...new Set(late.map(({ queue }) => queue))];
    // Before the write, so that an attempt that ends meanwhile releases them.
    for (const queue of queues) this.#holding.add(queue);
    await work.hold(late);
    // The delivery that they wait for may have ended before: then the first of them waits for nothing.
    const open = await work.openQueues(queues);
    await work.release(queues.filter((queue) => open.get(queue)?.isFirstDue === false));
  }

  #send(): void {
    for (let delivery = this.#queues.next(); delivery !== undefined; delivery = this.#queues.next()) {
      const flight = this.#attempt(delivery).finally(() => this.#flights.delete(flight));
      this.#flights.add(flight);
    }
  }

  async #attempt(delivery: DueDelivery): Promise<void> {
    const lease = this.#leaseOf.get(delivery);
    const known = this.#settings.directory.get(delivery.webhookId);
    if (this.#stopping.signal.aborted || lease?.isValid() !== true || known?.webhook.isActive !== true) {
      this.#queues.answered(delivery);
      this.#queues.ended(delivery, false);
      return;
    }
    const after = await this.#tried(delivery, known);
    // The limit counts requests. The next one of this webhook does not wait for the database.
    this.#queues.answered(delivery);
    this.#send();
    const isStored = await this.#results.store({ before: plain(delivery), after }, () => lease.isValid());
    const hasEnded = isStored && after.state !== 'failing';
    if (hasEnded && this.#holding.delete(delivery.queue)) await this.#release(delivery.queue);
    this.#ended.add(deliveryIdOf(delivery));
    this.#queues.ended(delivery, hasEnded);
    this.#send();
    if (this.#hasMore && this.#queues.size < PAGE_SIZE / 2) this.wake();
  }

  async #tried(delivery: DueDelivery, known: KnownWebhook): Promise<WebhookDelivery> {
    const { health, retryPauses, observer } = this.#settings;
    const startedAt = performance.now();
    const outcome = await this.#sent(delivery, known);
    const now = new Date().toISOString();
    const after = afterAttempt(plain(delivery), outcome, { pauses: retryPauses, jitter: Math.random(), now });
    observer.attempted(after, performance.now() - startedAt);
    if (!isTest(delivery)) await health.noted(known, isDelivered(outcome));
    return after;
  }

  async #sent({ eventId, body }: DueDelivery, { webhook }: KnownWebhook): Promise<SendResult> {
    const { directory, sender, observer } = this.#settings;
    try {
      const secrets = directory.secretsOf(webhook, new Date().toISOString());
      return await sender.send({ url: webhook.url, id: eventId, body, secrets });
    } catch (error) {
      observer.secretFailed(webhook.id, error);
      return { error: 'the secret can not be read; an operator was told' };
    }
  }

  async #release(queue: string): Promise<void> {
    try {
      await this.#settings.work.release([queue]);
    } catch (error) {
      // They are released with the next delivery of this queue that ends, or with the next lease.
      this.#holding.add(queue);
      this.#settings.observer.storeFailed(error);
    }
  }
}

/** How many of the deliveries are the first open ones of their queue, without a gap. */
function lengthInOrder(deliveries: readonly DueDelivery[], sequences: readonly number[]): number {
  const gap = deliveries.findIndex(({ sequence }, at) => sequence !== sequences[at]);
  return gap === -1 ? deliveries.length : gap;
}

function plain({ partition: _partition, queue: _queue, ...delivery }: DueDelivery): WebhookDelivery {
  return delivery;
}
