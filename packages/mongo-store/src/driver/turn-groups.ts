/** How what waits is divided and done. */
export interface Work<T> {
  /**
   * So many groups are under way at once; what comes meanwhile goes together. One beside others starts when as many wait as
   * are under way: smaller ones would cost more than the waiting does.
   */
  readonly maxInFlight: number;
  /** Those of the waiting that can go together now, the first one among them. */
  readonly pick: (waiting: readonly T[]) => readonly T[];
  /** Does the work of a group. It never rejects: each member hears of its own. */
  readonly run: (group: readonly T[]) => Promise<void>;
}

/**
 * Gathers what comes in one turn of the event loop and does it in groups. No timer: what comes alone goes alone, at the
 * end of the turn in which it came.
 */
export function turnGroups<T>({ maxInFlight, pick, run }: Work<T>): (one: T) => void {
  let waiting: T[] = [];
  let groups = 0;
  let membersUnderWay = 0;
  let isDue = false;

  const mayStart = () => groups < maxInFlight && waiting.length > 0 && waiting.length >= membersUnderWay;

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
    membersUnderWay += group.length;
    void run(group).finally(() => {
      groups -= 1;
      membersUnderWay -= group.length;
      schedule();
    });
  }

  return (one) => {
    waiting.push(one);
    schedule();
  };
}
