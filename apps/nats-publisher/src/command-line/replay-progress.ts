import type { ReplayProgress, ReplayRecord } from '@profiles/mongo-store/outbox';
import { Presets, SingleBar } from 'cli-progress';
import { UnpublishableEventError } from '../ports.js';

export interface ShownProgress {
  at(progress: ReplayProgress): void;
  failed(eventId: string, error: unknown): void;
  end(): void;
}

const LINE_EVERY_MILLIS = 5_000;

/** A bar in a terminal; elsewhere a line every few seconds. */
export function replayProgress(record: ReplayRecord, log: (line: string) => void): ShownProgress {
  const shown = process.stdout.isTTY ? bar(record) : lines(record, log);
  let lastReason = '';
  return {
    ...shown,
    failed(eventId, error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof UnpublishableEventError) log(`Left out: ${eventId}: ${reason}`);
      // While the broker is unreachable every event has the same reason.
      else if (reason !== lastReason) log(`Tried again: ${reason}`);
      lastReason = reason;
    },
  };
}

function bar({ total, sent }: ReplayRecord): Pick<ShownProgress, 'at' | 'end'> {
  const format = '{bar} {value}/{total} events, {eta_formatted} left';
  const shown = new SingleBar({ format, hideCursor: false, gracefulExit: false }, Presets.shades_classic);
  shown.start(total, sent);
  return { at: (progress) => shown.update(progress.sent), end: () => shown.stop() };
}

function lines({ total }: ReplayRecord, log: (line: string) => void): Pick<ShownProgress, 'at' | 'end'> {
  let last: ReplayProgress | undefined;
  let told = performance.now();
  const tell = () => {
    if (last !== undefined) log(`${last.sent} of ${total} sent, ${last.duplicates} of them dropped as duplicates`);
    last = undefined;
  };
  return {
    at(progress) {
      last = progress;
      if (performance.now() - told < LINE_EVERY_MILLIS) return;
      told = performance.now();
      tell();
    },
    end: tell,
  };
}
