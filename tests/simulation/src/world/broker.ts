import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { messageOf } from '@profiles/nats-publisher/messages';
import { type BatchPublisher, BatchRefusedError, BrokerUnavailableError } from '@profiles/nats-publisher/ports';
import { Random } from '../runtime/random.js';
import { newProcess, type Process } from '../runtime/scheduler.js';
import { hold } from '../violation.js';
import type { Core } from './core.js';
import { Durable } from './durable.js';
import { Leases } from './lease-store.js';
import type { Stored } from './stored-message.js';

/** The time for which the stream recognises the id of a message, in milliseconds: two minutes, the default of NATS. */
const DUPLICATE_WINDOW_MILLIS = 120_000;
const SUBJECT_PREFIX = 'customer-changed.v1';

/**
 * A stream that can lose acknowledgements, be away, refuse batches, and forget messages that it has acknowledged. What a
 * publisher has sent arrives, even after its death.
 */
export class Broker {
  readonly #core: Core;
  readonly #process: Process = newProcess('broker');
  #stream: Stored[] = [];
  #lastSequence = 0;
  readonly #ids = new Map<string, number>();
  /** The ids of all messages that the stream ever held. */
  readonly everStored = new Set<string>();
  /** The ids of those that it forgot and that nothing was able to send again. */
  readonly forgotten = new Set<string>();
  /** Whether it ever forgot a message, also one that was sent again since. */
  hasForgotten = false;
  readonly leases: Leases;
  readonly #random: Random;
  readonly durable: Durable;

  constructor(core: Core) {
    this.#core = core;
    this.leases = new Leases(core);
    this.#random = Random.of(core.seed, 'broker');
    this.durable = new Durable(core, this.#process, () => this.#stream);
  }

  get stream(): readonly Stored[] {
    return this.#stream;
  }

  /** Loses its last messages, as a server does whose disk was not synchronised. */
  forget(count: number): void {
    for (const { id } of this.#stream.splice(-count)) {
      this.hasForgotten = true;
      this.forgotten.add(id);
      this.#ids.delete(id);
    }
    this.#core.scheduler.note(`the broker forgets ${count} messages`);
  }

  /** The port of one relay. */
  portFor(takesBatches: boolean): BatchPublisher {
    return {
      takesBatches,
      publish: async (event, { maybePublished }) => {
        await this.#arrives(`${event.customerNumber}/${event.revision}`);
        const duplicate = this.#publish(event, maybePublished);
        await this.#acknowledged();
        return { duplicate };
      },
      publishBatch: async (events) => {
        await this.#arrives(`batch of ${events.length}`);
        const known = events.some(({ event, maybePublished }) => !maybePublished && this.#isInWindow(event.id));
        if (known || this.#core.faults.happens('batch refused')) throw new BatchRefusedError('The batch is refused.');
        const results = events.map(({ event, maybePublished }) => ({
          duplicate: this.#publish(event, maybePublished),
        }));
        await this.#acknowledged();
        return results;
      },
    };
  }

  async #arrives(what: string): Promise<void> {
    await this.#core.scheduler.step(`publish ${what}`);
    if (this.#core.faults.happens('broker away')) throw new BrokerUnavailableError('The broker is away.');
    await this.#core.scheduler.step(`arrives ${what}`, this.#process);
  }

  async #acknowledged(): Promise<void> {
    const { scheduler, faults } = this.#core;
    await scheduler.step('acknowledgement', this.#process);
    // As a laptop that is closed, or virtual machines that are moved: leases lapse, and the stream forgets the ids.
    const isAsleep = faults.happens('everything sleeps');
    if (isAsleep) scheduler.now += DUPLICATE_WINDOW_MILLIS + this.#random.below(300_000);
    if (isAsleep || faults.happens('lost acknowledgement')) throw new Error('No acknowledgement came in time.');
  }

  #isInWindow(id: string): boolean {
    const at = this.#ids.get(id);
    return at !== undefined && this.#core.scheduler.now - at < DUPLICATE_WINDOW_MILLIS;
  }

  #publish(event: OutboxEvent, maybePublished: boolean): boolean {
    const { id, customerNumber, revision } = event;
    if (this.#isInWindow(id)) return true;
    if (maybePublished && this.#stream.some((stored) => stored.id === id)) return true;
    const { subject, body } = messageOf(event, SUBJECT_PREFIX);
    this.#lastSequence += 1;
    const stored = { sequence: this.#lastSequence, id, subject, body, customerNumber, revision };
    this.#core.verify(() => this.#checkStored(stored));
    this.#stream.push(stored);
    this.#ids.set(id, this.#core.scheduler.now);
    this.everStored.add(id);
    this.forgotten.delete(id);
    this.durable.deliver();
    return false;
  }

  /** [stream] Only committed events, each once, in the order of each customer's revisions and without a gap. */
  #checkStored({ id, customerNumber, revision }: Stored): void {
    const event = this.#core.model.events.find((one) => one.id === id);
    hold(
      event !== undefined,
      'event = commit',
      () => `${customerNumber}/${revision} is published and was never committed.`,
    );
    const own = this.#stream.filter((stored) => stored.customerNumber === customerNumber);
    const isTwice = own.some((stored) => stored.id === id);
    hold(!isTwice, 'no duplicates', () => `${customerNumber}/${revision} is in the stream twice.`);
    if (this.forgotten.size > 0) return;
    const last = own.at(-1)?.revision ?? 0;
    hold(revision === last + 1, 'order per customer', () => `${customerNumber}/${revision} follows revision ${last}.`);
  }
}
