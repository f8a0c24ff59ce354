import { Presets, SingleBar } from 'cli-progress';
import type { Terminal } from '../terminal.js';

/** How far a command has come, for the person who waits. */
export interface Progress {
  at(rows: number): void;
  end(): void;
}

const LINE_EVERY_MILLIS = 5_000;

/** A bar with rate and time left in a terminal; elsewhere a line every few seconds. */
export function progressOf(title: string, total: number, terminal: Terminal): Progress {
  return terminal.isInteractive ? bar(title, total) : lines(title, total, terminal);
}

function bar(title: string, total: number): Progress {
  const format = `${title} {bar} {percentage}% · {value}/{total} rows · {rate} rows/s · {eta_formatted} left`;
  const shown = new SingleBar(
    { format, hideCursor: false, gracefulExit: false, etaBuffer: 50 },
    Presets.shades_classic,
  );
  const started = performance.now();
  shown.start(total, 0, { rate: 0 });
  return {
    at: (rows) => shown.update(rows, { rate: rateOf(rows, started) }),
    end: () => shown.stop(),
  };
}

function lines(title: string, total: number, { note }: Terminal): Progress {
  const started = performance.now();
  let told = started;
  return {
    at(rows) {
      if (performance.now() - told < LINE_EVERY_MILLIS) return;
      told = performance.now();
      note(`${title}: ${rows} of ${total} rows, ${rateOf(rows, started)} rows/s`);
    },
    end: () => undefined,
  };
}

function rateOf(rows: number, started: number): number {
  return Math.round(rows / Math.max((performance.now() - started) / 1_000, 0.001));
}
