import { hashOf, Random } from './random.js';

/** The instant at which every simulation begins. */
export const START_MILLIS = Date.parse('2026-03-01T12:00:00.000Z');

/** A simulated process. Code belongs to the process whose task was resumed last. */
export interface Process {
  readonly name: string;
  isAlive: boolean;
  /** The process does nothing before this time, as in a pause of its garbage collector. In milliseconds. */
  pausedUntil: number;
  /** The time since when it has been paused or dead. */
  silentSince: number | undefined;
  /** The difference between its wall clock and the true time, in milliseconds. */
  skew: number;
}

interface Waiting {
  readonly process: Process;
  readonly label: string;
  readonly resume: () => void;
}

interface Timer extends Waiting {
  at: number;
  readonly every: number | undefined;
  isCancelled: boolean;
}

/** A simulation that does not come to an end: tasks wait for each other, or work is never done. */
export class StuckError extends Error {
  override name = 'StuckError';
}

/**
 * Runs everything in one thread. Work suspends at every port call; the scheduler then resumes one suspended task that the
 * seed picks. Time passes only here.
 */
export class Scheduler {
  /** The true time since the start, in milliseconds. */
  now = 0;
  steps = 0;
  current: Process = newProcess('world');
  /** The steps as text, when they are recorded. */
  readonly lines: string[] | undefined;
  #digest = [0x811c9dc5, 0x01234567] as [number, number];
  readonly #random: Random;
  #ready: Waiting[] = [];
  readonly #timers: Timer[] = [];
  /** Called after each step; an error ends the run. */
  onStep: () => void = () => {};

  constructor(seed: number, { records = false } = {}) {
    this.#random = Random.of(seed, 'schedule');
    this.lines = records ? [] : undefined;
  }

  /** Tells two runs apart: equal texts of all steps and notes give equal digests. */
  get digest(): string {
    return this.#digest.map((part) => part.toString(16).padStart(8, '0')).join('');
  }

  note(text: string): void {
    this.#digest = [hashOf(text, this.#digest[0]), hashOf(text, this.#digest[1])];
    this.lines?.push(text);
  }

  /** Suspends the current work until the scheduler picks it. In a dead process that is never. */
  step(label: string, process: Process = this.current): Promise<void> {
    return new Promise((resolve) => {
      this.#ready.push({ process, label, resume: resolve });
    });
  }

  /** The timers of the simulated processes. */
  startTimer(run: () => void, millis: number, every?: number): Timer {
    const at = this.now + Math.max(1, Number.isFinite(millis) ? millis : 1);
    const timer: Timer = { process: this.current, label: 'timer', resume: run, at, every, isCancelled: false };
    this.#insert(timer);
    return timer;
  }

  stopTimer(timer: Timer | undefined): void {
    if (timer === undefined) return;
    timer.isCancelled = true;
    const at = this.#timers.indexOf(timer);
    if (at !== -1) this.#timers.splice(at, 1);
  }

  pause(millis: number): Promise<void> {
    return new Promise((resolve) => {
      this.startTimer(resolve, millis);
    });
  }

  /**
   * Runs until `isDone`.
   * @throws StuckError when nothing is left to do before that, or the time is over
   */
  run(isDone: () => boolean, untilMillis: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = () => {
        try {
          this.onStep();
          if (isDone()) return resolve();
          if (this.now > untilMillis) throw new StuckError(`It is not done after ${Math.round(this.now)} ms.`);
          this.#resumeNext();
          // A microtask first: the next tick then comes after all microtasks of the resumed task.
          queueMicrotask(() => process.nextTick(turn));
        } catch (error) {
          reject(error);
        }
      };
      turn();
    });
  }

  #resumeNext(): void {
    const [timer] = this.#timers;
    const ready = this.#ready.filter(({ process }) => process.pausedUntil <= this.now);
    const isTimerNext =
      timer !== undefined && (timer.at <= this.now || ready.length === 0 || this.#random.chance(0.03));
    if (isTimerNext) this.#fire(timer);
    else this.#resumeOne(ready);
  }

  #resumeOne(ready: readonly Waiting[]): void {
    const next = ready[this.#random.below(ready.length)];
    if (next === undefined) throw new StuckError('Nothing is left to do.');
    this.#ready.splice(this.#ready.indexOf(next), 1);
    this.now += this.#random.next();
    this.#resume(next);
  }

  #fire(timer: Timer): void {
    this.#timers.shift();
    this.now = Math.max(this.now, timer.at);
    const { process } = timer;
    if (!process.isAlive) return;
    if (process.pausedUntil > this.now) {
      timer.at = process.pausedUntil;
      this.#insert(timer);
      return;
    }
    if (timer.every !== undefined) {
      timer.at = this.now + timer.every;
      this.#insert(timer);
    }
    this.#resume(timer);
  }

  #resume({ process, label, resume }: Waiting): void {
    if (!process.isAlive) return;
    this.steps += 1;
    this.current = process;
    this.note(`${this.steps} ${this.now.toFixed(1)} ${process.name} ${label}`);
    resume();
  }

  #insert(timer: Timer): void {
    const at = this.#timers.findIndex((other) => other.at > timer.at);
    this.#timers.splice(at === -1 ? this.#timers.length : at, 0, timer);
  }
}

export function newProcess(name: string, skew = 0): Process {
  return { name, isAlive: true, pausedUntil: 0, silentSince: undefined, skew };
}

export type { Timer };
