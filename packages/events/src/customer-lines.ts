import type { CustomerChangedEvent } from '@profiles/contracts/events';
import { pause, pauseMillis } from './pause.js';
import type { Positions } from './positions.js';

/** Of one event: how often it is being tried, and whether to stop. */
export interface Handling {
  /** 1 at the first try. */
  readonly attempt: number;
  /** Aborted when the consumer is being stopped. */
  readonly signal: AbortSignal;
}

/** Revisions of a customer that are not in the stream any more, or never were: look the customer up. */
export interface Gap {
  readonly customerNumber: number;
  /** The revision that should have come; undefined when nothing was known of the customer before. */
  readonly expected: number | undefined;
  readonly found: number;
}

/** What to do with the events, customer by customer. */
export interface HandlingSettings {
  readonly handle: (event: CustomerChangedEvent, handling: Handling) => Promise<void> | void;
  readonly positions: Positions;
  /** How often an event is tried before it becomes a dead letter. Default: 5. */
  readonly maxAttempts?: number | undefined;
  /** How many customers are worked on at once. Default: 16. */
  readonly concurrency?: number | undefined;
  /** Told before the event behind a gap is handled. */
  readonly onGap?: ((gap: Gap) => void) | undefined;
  /** Told of everything that failed and is tried again. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** An event that was delivered and waits to be settled: handled, known already, or put aside. */
export interface Delivery {
  readonly event: CustomerChangedEvent;
  /** What to tell the broker in the end. */
  readonly settle: () => void;
  /** Keeps it as a dead letter. */
  readonly putAside: (reason: string) => Promise<void>;
}

interface Line {
  /** By revision; two deliveries of one revision stand side by side. */
  readonly waiting: Delivery[];
  isBusy: boolean;
  /** The head, while it waits for an earlier revision. */
  held: Delivery | undefined;
  /** The head may go, since nothing earlier can come any more. */
  mayGo: Delivery | undefined;
}

const DEFAULT_ATTEMPTS = 5;
const DEFAULT_CONCURRENCY = 16;
const MAX_REMEMBERED = 100_000;

/**
 * One line per customer, each in the order of the revisions. An event goes when the one before it was handled; one
 * that came too early waits until `nothingEarlierComes` is said.
 */
export class CustomerLines {
  readonly #settings: HandlingSettings;
  readonly #lines = new Map<number, Line>();
  readonly #known = new Map<number, number>();
  readonly #stopped = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #queue: number[] = [];

  constructor(settings: HandlingSettings) {
    this.#settings = settings;
  }

  add(delivery: Delivery): void {
    const { customerNumber, revision } = delivery.event.data;
    const line = this.#lines.get(customerNumber) ?? { waiting: [], isBusy: false, held: undefined, mayGo: undefined };
    this.#lines.set(customerNumber, line);
    const at = line.waiting.findIndex(({ event }) => event.data.revision > revision);
    line.waiting.splice(at === -1 ? line.waiting.length : at, 0, delivery);
    this.#next(customerNumber, line);
  }

  /** The deliveries that wait for an earlier one. */
  held(): readonly Delivery[] {
    return [...this.#lines.values()].flatMap(({ held }) => held ?? []);
  }

  /** Lets go of what was held for something earlier that can't come any more. */
  nothingEarlierComes(held: readonly Delivery[]): void {
    for (const delivery of held) {
      const { customerNumber } = delivery.event.data;
      const line = this.#lines.get(customerNumber);
      if (line?.waiting[0] !== delivery) continue;
      line.mayGo = delivery;
      this.#next(customerNumber, line);
    }
  }

  /** Starts nothing more and waits for the handlers that are at work. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#running);
  }

  #next(customerNumber: number, line: Line): void {
    if (line.isBusy || this.#stopped.signal.aborted) return;
    line.isBusy = true;
    this.#queue.push(customerNumber);
    this.#pump();
  }

  #pump(): void {
    const most = this.#settings.concurrency ?? DEFAULT_CONCURRENCY;
    while (this.#running.size < most && !this.#stopped.signal.aborted) {
      const customerNumber = this.#queue.shift();
      const line = customerNumber === undefined ? undefined : this.#lines.get(customerNumber);
      if (customerNumber === undefined || line === undefined) return;
      const work = this.#work(customerNumber, line).finally(() => {
        this.#running.delete(work);
        line.isBusy = false;
        // Something may have come while the work was just ending.
        if (line.waiting.length === 0) this.#lines.delete(customerNumber);
        else if (line.waiting[0] !== line.held) this.#next(customerNumber, line);
        this.#pump();
      });
      this.#running.add(work);
    }
  }

  /** As long as the head of the line may go. */
  async #work(customerNumber: number, line: Line): Promise<void> {
    const last = await this.#untilDone(() => this.#lastOf(customerNumber));
    if (last === undefined) return;
    let position = last.revision;
    for (let head = line.waiting[0]; head !== undefined && !this.#stopped.signal.aborted; head = line.waiting[0]) {
      const { revision } = head.event.data;
      const isRepeat = position !== undefined && revision <= position;
      const isNext = revision === (position ?? 0) + 1;
      line.held = isRepeat || isNext || line.mayGo === head ? undefined : head;
      if (line.held !== undefined) return;
      if (!isRepeat) {
        if (!isNext) this.#settings.onGap?.({ customerNumber, expected: position && position + 1, found: revision });
        if (!(await this.#handled(head))) return;
        position = revision;
      }
      line.waiting.splice(line.waiting.indexOf(head), 1);
      head.settle();
    }
  }

  /** False when the consumer was stopped before it was done with. */
  async #handled({ event, putAside }: Delivery): Promise<boolean> {
    const { handle, positions, maxAttempts = DEFAULT_ATTEMPTS, onError } = this.#settings;
    const { customerNumber, revision } = event.data;
    const { signal } = this.#stopped;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await handle(event, { attempt, signal });
        break;
      } catch (error) {
        onError?.(error);
        if (signal.aborted) return false;
        if (attempt >= maxAttempts) {
          const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
          if ((await this.#untilDone(() => putAside(reason).then(() => true))) === undefined) return false;
          break;
        }
        await pause(pauseMillis(attempt), signal);
        if (signal.aborted) return false;
      }
    }
    const noted = await this.#untilDone(() => positions.set(customerNumber, revision).then(() => true));
    this.#remember(customerNumber, revision);
    return noted === true;
  }

  async #lastOf(customerNumber: number): Promise<{ revision: number | undefined }> {
    const revision = this.#known.get(customerNumber) ?? (await this.#settings.positions.get(customerNumber));
    return { revision };
  }

  #remember(customerNumber: number, revision: number): void {
    this.#known.delete(customerNumber);
    this.#known.set(customerNumber, revision);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }

  /** What the handler is not to blame for is tried until it works; undefined when the consumer was stopped before. */
  async #untilDone<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { signal } = this.#stopped;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        return await work();
      } catch (error) {
        this.#settings.onError?.(error);
        await pause(pauseMillis(failures), signal);
      }
    }
    return undefined;
  }
}
