/** How what waits is divided and done. */
export interface Work<T> {
  /** So many groups are under way at once; what comes meanwhile goes together. */
  readonly mostInFlight: number;
  /** Those of the waiting that can go together now, the first one among them. */
  readonly pick: (waiting: readonly T[]) => readonly T[];
  /** Does the work of a group. It never rejects: each member hears of its own. */
  readonly run: (group: readonly T[]) => Promise<void>;
}

/**
 * Gathers what comes in one turn of the event loop and does it in groups. No timer: what comes alone goes alone, at the
 * end of the turn in which it came.
 */
export function turnGroups<T>({ mostInFlight, pick, run }: Work<T>): (one: T) => void {
  let waiting: T[] = [];
  let inFlight = 0;
  let isDue = false;

  function schedule(): void {
    if (isDue || inFlight >= mostInFlight || waiting.length === 0) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      const group = new Set(pick(waiting));
      waiting = waiting.filter((one) => !group.has(one));
      inFlight += 1;
      void run([...group]).finally(() => {
        inFlight -= 1;
        schedule();
      });
      schedule();
    });
  }

  return (one) => {
    waiting.push(one);
    schedule();
  };
}
