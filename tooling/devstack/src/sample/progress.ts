import { Presets, SingleBar } from 'cli-progress';

export type Progress = { step(): void; end(): void };

/** A bar in a terminal; elsewhere two lines. */
export function seedingProgress(total: number, log: (line: string) => void): Progress {
  return process.stdout.isTTY ? bar(total) : lines(total, log);
}

function bar(total: number): Progress {
  const format = 'Sample customers {bar} {value}/{total}, {eta} s left';
  const shown = new SingleBar({ format, hideCursor: false, gracefulExit: false }, Presets.shades_classic);
  shown.start(total, 0);
  return { step: () => shown.increment(), end: () => shown.stop() };
}

function lines(total: number, log: (line: string) => void): Progress {
  const startedAt = Date.now();
  let done = 0;
  log(`Sample customers: writing ${total} over the REST API …`);
  return {
    step: () => {
      done += 1;
    },
    end: () => log(`Sample customers: ${done} of ${total} (${Math.round((Date.now() - startedAt) / 1000)} s).`),
  };
}
