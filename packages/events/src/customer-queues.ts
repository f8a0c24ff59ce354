import { LRUCache } from 'lru-cache';
import { pause, pauseMillis } from './back-off.js';
import { CustomerQueue, type Entry } from './customer-queue.js';
import { PinLostError, reasonOf, StalePositionError } from './errors.js';
import { runHandler } from './handler-run.js';
import type { Delivery, HandlingSettings } from './handling.js';
import { comparePositions, follows, type Position } from './position.js';

const DEFAULT_ATTEMPTS = 5;
const DEFAULT_CONCURRENCY = 16;
/** The positions of this many customers are remembered; of others they are read again. */
const MAX_REMEMBERED = 100_000;

interface Surroundings {
  /** False while this process can not be sure that no other one handles the same events. */
  readonly mayHandle: () => boolean;
  readonly onError: (error: unknown) => void;
}

/**
 * One queue per customer, each in the order of the positions. An event is handled when the one before it was; one that
 * came too early is held until {@link CustomerQueues.releaseHeld} says that nothing earlier can come. Free handlers go
 * to the customers in turn, one event each.
 */
export class CustomerQueues {
  readonly #settings: HandlingSettings;
  readonly #surroundings: Surroundings;
  readonly #queues = new Map<number, CustomerQueue>();
  readonly #ready: number[] = [];
  readonly #running = new Set<Promise<void>>();
  /** One for each handler at work. */
  readonly #attempts = new Set<AbortController>();
  #isStopped = false;
  /** Aborted at the end of a stop: handlers that are still at work then write nothing any more. */
  readonly #abandoned = new AbortController();
  /** Undefined means that no event of the customer was handled yet. */
  readonly #known = new LRUCache<number, { readonly position: Position | undefined }>({ max: MAX_REMEMBERED });
  /** Replaced when the pin is lost: what began before must not rely on what it knew. */
  #tenure = new AbortController();

  constructor(settings: HandlingSettings, surroundings: Surroundings) {
    this.#settings = settings;
    this.#surroundings = surroundings;
  }

  add(delivery: Delivery): void {
    const { customerNumber } = delivery.event.data;
    const queue = this.#queues.get(customerNumber) ?? new CustomerQueue();
    this.#queues.set(customerNumber, queue);
    queue.insert({ delivery, failures: 0 });
    this.#schedule(customerNumber, queue);
  }

  /** The entries that wait for an earlier revision. */
  held(): readonly Entry[] {
    return [...this.#queues.values()].flatMap(({ held }) => held ?? []);
  }

  /** Lets entries go that were held for something earlier that can not come any more. */
  releaseHeld(held: readonly Entry[]): void {
    for (const entry of held) {
      const { customerNumber } = entry.delivery.event.data;
      const queue = this.#queues.get(customerNumber);
      if (queue?.waiting[0] !== entry) continue;
      queue.released = entry;
      queue.held = undefined;
      this.#schedule(customerNumber, queue);
    }
  }

  /** Goes on after a time in which `mayHandle` was false. */
  resume(): void {
    for (const [customerNumber, queue] of this.#queues) this.#schedule(customerNumber, queue);
  }

  /** Forgets what waits and what is known: another process may have handled it. Tells the handlers at work. */
  surrender(): void {
    this.#tenure.abort();
    this.#tenure = new AbortController();
    this.#breakOff(new PinLostError('Another process took over.'));
    this.#known.clear();
    for (const [customerNumber, queue] of this.#queues) {
      queue.clear();
      this.#forgetIfEmpty(customerNumber, queue);
    }
  }

  /** The deliveries that handlers are at work on. */
  atWork(): readonly Delivery[] {
    return [...this.#queues.values()].flatMap(({ current }) => current?.delivery ?? []);
  }

  /** Starts nothing more. Waits for the handlers at work and for what they have to write, at most `graceMillis`. */
  async stop(graceMillis: number): Promise<void> {
    this.#isStopped = true;
    this.#breakOff(new DOMException('The consumer stops.', 'AbortError'));
    for (const queue of this.#queues.values()) queue.clear();
    const grace = new AbortController();
    await Promise.race([Promise.all(this.#running), pause(graceMillis, grace.signal)]);
    grace.abort();
    this.#abandoned.abort();
  }

  #breakOff(reason: Error): void {
    for (const attempt of this.#attempts) attempt.abort(reason);
  }

  #schedule(customerNumber: number, queue: CustomerQueue): void {
    if (!queue.hasWork || this.#isStopped || !this.#surroundings.mayHandle()) return;
    queue.state = 'ready';
    this.#ready.push(customerNumber);
    this.#startReady();
  }

  #startReady(): void {
    const max = this.#settings.concurrency ?? DEFAULT_CONCURRENCY;
    while (this.#running.size < max && !this.#isStopped) {
      const customerNumber = this.#ready.shift();
      if (customerNumber === undefined) return;
      const queue = this.#queues.get(customerNumber);
      if (queue?.state !== 'ready') continue;
      queue.state = 'running';
      const run = this.#run(customerNumber, queue).finally(() => {
        this.#running.delete(run);
        if (queue.state === 'running') queue.state = 'idle';
        this.#schedule(customerNumber, queue);
        this.#forgetIfEmpty(customerNumber, queue);
        this.#startReady();
      });
      this.#running.add(run);
    }
  }

  #forgetIfEmpty(customerNumber: number, queue: CustomerQueue): void {
    if (queue.isEmpty && this.#queues.get(customerNumber) === queue) this.#queues.delete(customerNumber);
  }

  /** Deals with the head of the queue. */
  async #run(customerNumber: number, queue: CustomerQueue): Promise<void> {
    const tenure = this.#tenure.signal;
    const known = await this.#positionOf(customerNumber, queue);
    const isLate = tenure.aborted || this.#isStopped || !this.#surroundings.mayHandle();
    const [head] = queue.waiting;
    if (known === undefined || isLate || head === undefined) return;
    const { event, isReplayedDeadLetter, settle } = head.delivery;
    const { position } = known;
    if (!isReplayedDeadLetter && position !== undefined && comparePositions(event.data, position) <= 0) {
      queue.takeHead();
      return settle();
    }
    const isDue = isReplayedDeadLetter || follows(event.data, position);
    if (!isDue && queue.released !== head) {
      queue.held = head;
      return;
    }
    if (!isDue) this.#reportGap(event.data, position);
    queue.takeHead();
    queue.current = head;
    try {
      if (await this.#handle(head, queue, tenure)) await this.#finish(head, position, tenure);
    } finally {
      queue.current = undefined;
    }
  }

  /** Undefined when it can not be read now; the customer is tried again after a pause. */
  async #positionOf(customerNumber: number, queue: CustomerQueue) {
    const tenure = this.#tenure.signal;
    const known = this.#known.get(customerNumber);
    if (known !== undefined) return known;
    try {
      const read = { position: await this.#settings.positions.get(customerNumber) };
      if (!tenure.aborted) this.#known.set(customerNumber, read);
      queue.readFailures = 0;
      return read;
    } catch (error) {
      this.#surroundings.onError(error);
      queue.readFailures += 1;
      if (!this.#isStopped) this.#retryLater(customerNumber, queue, queue.readFailures);
      return undefined;
    }
  }

  #retryLater(customerNumber: number, queue: CustomerQueue, failures: number): void {
    queue.pause(pauseMillis(failures), () => this.#schedule(customerNumber, queue));
  }

  #reportGap({ customerNumber, epoch, revision }: Position & { customerNumber: number }, last: Position | undefined) {
    const expected = last?.epoch === epoch ? last.revision + 1 : undefined;
    this.#settings.onGap?.({ customerNumber, epoch, expected, found: revision });
  }

  /** True when the event is done with: handled, or kept as a dead letter. */
  async #handle(entry: Entry, queue: CustomerQueue, tenure: AbortSignal): Promise<boolean> {
    const { delivery, parkReason } = entry;
    const controller = new AbortController();
    this.#attempts.add(controller);
    try {
      if (parkReason !== undefined) await delivery.park(parkReason);
      else await runHandler(this.#settings, delivery, { attempt: entry.failures + 1, controller });
      return true;
    } catch (error) {
      // An attempt that was broken off does not count: the event comes again, here or elsewhere.
      if (this.#isStopped || tenure.aborted) return false;
      this.#surroundings.onError(error);
      entry.failures += 1;
      if (entry.failures >= (this.#settings.maxAttempts ?? DEFAULT_ATTEMPTS)) entry.parkReason ??= reasonOf(error);
      queue.insert(entry);
      // The first attempt to park follows the last attempt to handle at once.
      const isFirstPark = parkReason === undefined && entry.parkReason !== undefined;
      if (!isFirstPark) this.#retryLater(delivery.event.data.customerNumber, queue, entry.failures);
      return false;
    } finally {
      this.#attempts.delete(controller);
    }
  }

  /** Writes the position of a handled event, then acknowledges it. A stop waits for this. */
  async #finish({ delivery }: Entry, before: Position | undefined, tenure: AbortSignal): Promise<void> {
    const { event, isReplayedDeadLetter, settle } = delivery;
    const { customerNumber, epoch, revision } = event.data;
    if (isReplayedDeadLetter) return settle();
    const position = await this.#untilDone(
      () => this.#advance(customerNumber, { epoch, revision }, before),
      this.#abandoned.signal,
    );
    if (position === undefined) return;
    if (!tenure.aborted) this.#known.set(customerNumber, { position });
    settle();
  }

  /** Answers with the position that is stored in the end: this one, or a newer one that another process wrote. */
  async #advance(customerNumber: number, position: Position, before: Position | undefined): Promise<Position> {
    const { positions } = this.#settings;
    for (let expected = before; ; ) {
      try {
        await positions.set(customerNumber, position, expected);
        return position;
      } catch (error) {
        if (!(error instanceof StalePositionError)) throw error;
        expected = await positions.get(customerNumber);
        if (expected !== undefined && comparePositions(expected, position) >= 0) return expected;
      }
    }
  }

  /** Repeats work whose failure is not the handler's fault. Undefined when the signal came first. */
  async #untilDone<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        return await work();
      } catch (error) {
        this.#surroundings.onError(error);
        await pause(pauseMillis(failures), signal);
      }
    }
    return undefined;
  }
}
