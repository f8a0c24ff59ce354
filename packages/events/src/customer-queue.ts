import type { Delivery } from './handling.js';
import { comparePositions } from './position.js';

/** A delivery in its queue, and how often it was tried. */
export interface Entry {
  readonly delivery: Delivery;
  failures: number;
  /** Set when the event was tried often enough; it only has to be parked. */
  parkReason?: string;
}

/** The deliveries of one customer in the order of their positions; replayed dead letters go first. */
export class CustomerQueue {
  /** Without the one that is being handled. */
  readonly waiting: Entry[] = [];
  /** `ready` waits for a free handler, `pausing` for the end of a back-off. */
  state: 'idle' | 'ready' | 'running' | 'pausing' = 'idle';
  /** The delivery that a handler is at work on. */
  current: Entry | undefined;
  /** The head, while it waits for an earlier revision. */
  held: Entry | undefined;
  /** The first event of a queue that waited for earlier revisions, once none of them can arrive any more. */
  released: Entry | undefined;
  /** Failed reads of the position in a row. */
  readFailures = 0;
  #pauseTimer: NodeJS.Timeout | undefined;

  insert(entry: Entry): void {
    const at = this.waiting.findIndex((other) => goesBefore(entry.delivery, other.delivery));
    this.waiting.splice(at === -1 ? this.waiting.length : at, 0, entry);
  }

  takeHead(): void {
    this.waiting.shift();
    this.held = undefined;
    this.released = undefined;
  }

  pause(millis: number, then: () => void): void {
    this.state = 'pausing';
    this.#pauseTimer = setTimeout(() => {
      this.state = 'idle';
      then();
    }, millis);
  }

  /** Forgets what waits. What is being handled goes on. */
  clear(): void {
    clearTimeout(this.#pauseTimer);
    this.waiting.length = 0;
    this.held = undefined;
    this.released = undefined;
    this.readFailures = 0;
    if (this.state !== 'running') this.state = 'idle';
  }

  /** Whether there is something to do now. */
  get hasWork(): boolean {
    const [head] = this.waiting;
    return this.state === 'idle' && head !== undefined && head !== this.held;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0 && this.current === undefined && this.state === 'idle';
  }
}

/** Two deliveries of one position stay in the order in which they came. */
function goesBefore(one: Delivery, other: Delivery): boolean {
  if (one.isReplayedDeadLetter !== other.isReplayedDeadLetter) return one.isReplayedDeadLetter;
  return comparePositions(one.event.data, other.event.data) < 0;
}
