import { maintainPairs, type ProfileStore } from '@profiles/application';

/** The pause when no pairs are due, in milliseconds. */
const IDLE_MILLIS = 2_000;
/** The pause after a failure, in milliseconds. */
const FAILED_MILLIS = 10_000;

interface Work {
  /** Read for each batch, because the store changes when the credentials of the database are renewed. */
  readonly store: () => ProfileStore;
  readonly onError: (error: unknown) => void;
}

/**
 * Determines the pairs of changed profiles in the background, for organisations whose duplicates are listed [DUP-1]. After
 * each batch it pauses for as long as the batch took, so that it uses half of one processor at most.
 */
export function startDuplicatePairsWorker({ store, onError }: Work): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function batch(): Promise<void> {
    const began = performance.now();
    let pause = FAILED_MILLIS;
    try {
      const worked = await maintainPairs(store());
      pause = worked ? performance.now() - began : IDLE_MILLIS;
    } catch (error) {
      onError(error);
    }
    schedule(pause);
  }

  function schedule(millis: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = batch();
    }, millis).unref();
  }

  schedule(IDLE_MILLIS);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
