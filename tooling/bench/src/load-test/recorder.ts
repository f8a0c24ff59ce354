import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** How long answers took, in milliseconds. All are 0 when there were none. */
export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** The outcomes of the requests of a period. */
export interface Outcomes {
  readonly seconds: number;
  /** Answers with each status; 0 where a connection broke, `unsent` where too many were outstanding already. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Of what was done: every status but 503. */
  readonly answered: Latency;
  /** Of what was refused: 503. */
  readonly refused: Latency;
}

export interface Recorder {
  /** An answer, and how many milliseconds after the time it was meant to be asked for. */
  answered(status: number, millis: number): void;
  unsent(): void;
  /** The outcomes since the last call. */
  takeWindow(): Outcomes;
  /** All of it. */
  total(): Outcomes;
}

const REFUSED = 503;
/** From a microsecond to ten minutes, to three figures: the histogram of Node is the HDR histogram. */
const newHistogram = () => createHistogram({ lowest: 1, highest: 600_000_000, figures: 3 });

/** Counts and times outcomes, as a whole and in windows. */
export function createRecorder(): Recorder {
  const whole = newTally();
  const window = newTally();
  const both = [whole, window];
  return {
    answered(status, millis) {
      for (const tally of both) {
        tally.count(String(status));
        tally.histogramOf(status).record(Math.max(1, Math.round(millis * 1000)));
      }
    },
    unsent() {
      for (const tally of both) tally.count('unsent');
    },
    takeWindow() {
      const outcomes = window.outcomes();
      window.reset();
      return outcomes;
    },
    total: whole.outcomes,
  };
}

function newTally() {
  const [answered, refused] = [newHistogram(), newHistogram()];
  let statuses: Record<string, number> = {};
  let since = performance.now();
  return {
    count(status: string) {
      statuses[status] = (statuses[status] ?? 0) + 1;
    },
    histogramOf: (status: number) => (status === REFUSED ? refused : answered),
    outcomes: (): Outcomes => ({
      seconds: (performance.now() - since) / 1000,
      statuses,
      answered: latencyIn(answered),
      refused: latencyIn(refused),
    }),
    reset() {
      statuses = {};
      since = performance.now();
      answered.reset();
      refused.reset();
    },
  };
}

function latencyIn(histogram: RecordableHistogram): Latency {
  const at = (percentile: number) => (histogram.count === 0 ? 0 : histogram.percentile(percentile) / 1000);
  return { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max: at(100) };
}

/** How many a status was answered with. */
export function countOf({ statuses }: Outcomes, ...of: string[]): number {
  return of.reduce((sum, status) => sum + (statuses[status] ?? 0), 0);
}

/** How many there were in all. */
export function askedIn({ statuses }: Outcomes): number {
  return Object.values(statuses).reduce((sum, count) => sum + count, 0);
}

/** Which part was refused with 503. */
export function shareShed(outcomes: Outcomes): number {
  return countOf(outcomes, String(REFUSED)) / Math.max(1, askedIn(outcomes));
}

/** How many were done: with whatever answer but a refusal or a fault. */
export function doneIn(outcomes: Outcomes): number {
  return askedIn(outcomes) - countOf(outcomes, '0', 'unsent', '500', String(REFUSED));
}
