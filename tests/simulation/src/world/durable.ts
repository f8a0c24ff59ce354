import { Random } from '../runtime/random.js';
import type { Process } from '../runtime/scheduler.js';
import type { Core } from './core.js';
import type { Stored } from './stored-message.js';

/** The timing of the durable consumer, as packages/events sets it. In milliseconds. */
const ACK_WAIT_MILLIS = 5_000;
const PIN_TTL_MILLIS = 4_000;
const CHECK_MILLIS = 500;
/**
 * The longest time for which a message or a response is under way. Other messages overtake it, and a subscriber compares its
 * counts with the broker's meanwhile. In milliseconds.
 */
const SLOW_MILLIS = 1_500;
/** The longest time in which messages collect before their delivery. In milliseconds. */
const LATE_MILLIS = 2_000;

/** A process that receives the messages of the durable consumer. */
export interface Client {
  readonly process: Process;
  /** Hands a message over. */
  readonly receive: (message: Delivered) => void;
}

/** A message as one delivery of it. */
export interface Delivered {
  readonly stored: Stored;
  readonly pinId: string;
  readonly deliveries: number;
}

/** A message that was delivered and is not acknowledged. The broker counts it also while it waits for its next delivery. */
interface Pending {
  deadline: number;
  readonly deliveries: number;
  isDue: boolean;
}

/**
 * One durable consumer of the stream, with one pinned client at a time. It delivers again what is not acknowledged, and can
 * repeat and reorder deliveries.
 */
export class Durable {
  readonly #core: Core;
  readonly #process: Process;
  readonly #stream: () => readonly Stored[];
  readonly #random: Random;
  readonly acknowledged = new Set<number>();
  readonly #pending = new Map<number, Pending>();
  readonly #clients: Client[] = [];
  #pinned: { readonly client: Client; readonly id: string } | undefined;
  #pulledAt = 0;
  #lateUntil = 0;
  #pins = 0;
  #isChecked = false;

  constructor(core: Core, process: Process, stream: () => readonly Stored[]) {
    this.#core = core;
    this.#process = process;
    this.#stream = stream;
    this.#random = Random.of(core.seed, 'durable');
  }

  get isIdle(): boolean {
    return this.#stream().every(({ sequence }) => this.acknowledged.has(sequence));
  }

  get info() {
    const waiting = this.#stream().filter(({ sequence }) => !this.acknowledged.has(sequence));
    const delivered = waiting.filter(({ sequence }) => this.#pending.has(sequence));
    return {
      num_pending: waiting.length - delivered.length,
      num_ack_pending: delivered.length,
      ack_floor: { stream_seq: (waiting[0]?.sequence ?? 1) - 1 },
      priority_groups: [{ group: 'one', ...(this.#pinned && { pinned_client_id: this.#pinned.id }) }],
      config: {},
    };
  }

  /** A client asks for messages. The first one to ask is pinned. */
  pull(client: Client): void {
    if (!this.#clients.includes(client)) this.#clients.push(client);
    if (!this.#isChecked) this.#check();
    this.#isChecked = true;
    if (this.#pinned === undefined) this.#pin(client);
    if (this.#pinned?.client === client) this.#pulledAt = this.#core.scheduler.now;
    this.deliver();
  }

  unpin(): void {
    this.#pinned = undefined;
  }

  /** Delivers what was not delivered yet. */
  deliver(): void {
    const pinned = this.#pinned;
    if (pinned === undefined) return;
    const { scheduler, faults } = this.#core;
    if (scheduler.now < this.#lateUntil) return;
    if (faults.happens('late delivery')) {
      this.#lateUntil = scheduler.now + this.#random.below(LATE_MILLIS);
      return;
    }
    const batch = this.#stream().filter(
      ({ sequence }) => !this.acknowledged.has(sequence) && this.#pending.get(sequence)?.isDue !== false,
    );
    for (const { sequence } of batch) {
      const deliveries = (this.#pending.get(sequence)?.deliveries ?? 0) + 1;
      this.#pending.set(sequence, { deadline: scheduler.now + ACK_WAIT_MILLIS, deliveries, isDue: false });
    }
    const sent = batch.flatMap((stored) => (faults.happens('repeated delivery') ? [stored, stored] : [stored]));
    if (sent.length > 1 && faults.happens('reordered delivery')) this.#shuffle(sent);
    if (sent.length > 0) void this.#send(sent, pinned);
  }

  ack(sequence: number): void {
    void this.#core.scheduler.step(`ack ${sequence}`, this.#process).then(() => {
      if (this.#core.faults.happens('lost acknowledgement')) return;
      this.acknowledged.add(sequence);
      this.#pending.delete(sequence);
    });
  }

  /** The client gives a message back: it is delivered again at once. */
  nak(sequence: number): void {
    void this.#core.scheduler.step(`nak ${sequence}`, this.#process).then(() => {
      const pending = this.#pending.get(sequence);
      if (pending !== undefined) pending.isDue = true;
      this.deliver();
    });
  }

  /** The client is still at work on a message. */
  working(sequence: number): void {
    const pending = this.#pending.get(sequence);
    if (pending !== undefined) pending.deadline = this.#core.scheduler.now + ACK_WAIT_MILLIS;
  }

  /** A response to a client, which may be slow. */
  async respond(): Promise<void> {
    if (this.#core.faults.happens('slow delivery')) await this.#slow();
  }

  #pin(client: Client): void {
    this.#pins += 1;
    this.#pinned = { client, id: `pin-${this.#pins}` };
    this.#pulledAt = this.#core.scheduler.now;
  }

  async #send(messages: readonly Stored[], to: { client: Client; id: string }): Promise<void> {
    for (const stored of messages) {
      if (this.#core.faults.happens('slow delivery')) void this.#slow().then(() => this.#sendOne(stored, to));
      else await this.#sendOne(stored, to);
    }
  }

  async #sendOne(stored: Stored, { client, id }: { client: Client; id: string }): Promise<void> {
    await this.#core.scheduler.step(`deliver ${stored.customerNumber}/${stored.revision}`, client.process);
    client.receive({ stored, pinId: id, deliveries: this.#pending.get(stored.sequence)?.deliveries ?? 1 });
  }

  #slow(): Promise<void> {
    return this.#core.scheduler.pause(this.#random.below(SLOW_MILLIS));
  }

  /** Time-outs: of the pinned client, and of deliveries without an acknowledgement. */
  #check(): void {
    const { scheduler } = this.#core;
    const before = scheduler.current;
    scheduler.current = this.#process;
    scheduler.startTimer(
      () => {
        if (this.#pinned !== undefined && scheduler.now - this.#pulledAt > PIN_TTL_MILLIS) this.#pinned = undefined;
        for (const pending of this.#pending.values()) if (pending.deadline < scheduler.now) pending.isDue = true;
        this.deliver();
      },
      CHECK_MILLIS,
      CHECK_MILLIS,
    );
    scheduler.current = before;
  }

  #shuffle(messages: Stored[]): void {
    for (let at = messages.length - 1; at > 0; at -= 1) {
      const other = this.#random.below(at + 1);
      [messages[at], messages[other]] = [messages[other] as Stored, messages[at] as Stored];
    }
  }
}
