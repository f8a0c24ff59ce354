/** How waiting items are divided into groups and processed. */
export interface Work<T> {
  /**
   * Maximum groups in flight; later items join the next group. A second group starts when as many items wait as are in
   * flight: smaller groups would cost more than the wait.
   */
  readonly maxInFlight: number;
  /** Selects the waiting items of the next group, the first one among them. */
  readonly pick: (waiting: readonly T[]) => readonly T[];
  /** Processes a group. It never rejects: each member gets its own result. */
  readonly run: (group: readonly T[]) => Promise<void>;
}

/**
 * Gathers the items of one turn of the event loop and processes them in groups. There is no timer: an item that comes alone
 * goes alone, at the end of its turn.
 */
export function turnGroups<T>({ maxInFlight, pick, run }: Work<T>): (one: T) => void {
  let waiting: T[] = [];
  let groups = 0;
  let membersInFlight = 0;
  let isDue = false;

  const mayStart = () => groups < maxInFlight && waiting.length > 0 && waiting.length >= membersInFlight;

  function schedule(): void {
    if (isDue || !mayStart()) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      start(pick(waiting));
      schedule();
    });
  }

  function start(group: readonly T[]): void {
    const picked = new Set(group);
    waiting = waiting.filter((one) => !picked.has(one));
    groups += 1;
    membersInFlight += group.length;
    void run(group).finally(() => {
      groups -= 1;
      membersInFlight -= group.length;
      schedule();
    });
  }

  return (one) => {
    waiting.push(one);
    schedule();
  };
}
