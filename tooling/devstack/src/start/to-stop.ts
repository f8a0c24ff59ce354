/** The started parts, which must be stopped again, the last one first. */
export type ToStop = {
  add(stop: () => Promise<unknown>): void;
  /** Stops everything once; later calls wait for the same. What is added afterwards is stopped at once. */
  stopAll(): Promise<void>;
  /** Throws once the stopping has begun: nothing more should be started. */
  refuseIfStopping(): void;
};

export function toStop(): ToStop {
  const stops: (() => Promise<unknown>)[] = [];
  let stopped: Promise<void> | undefined;
  return {
    add(stop) {
      if (stopped === undefined) stops.push(stop);
      else stopped = stopped.then(async () => void (await stop()));
    },
    stopAll() {
      stopped ??= stopInTurn(stops);
      return stopped;
    },
    refuseIfStopping() {
      if (stopped !== undefined) throw new Error('broken off');
    },
  };
}

async function stopInTurn(stops: readonly (() => Promise<unknown>)[]): Promise<void> {
  // One that can't be stopped must not keep the others running.
  for (const stop of stops.toReversed()) await stop().catch(() => {});
}
