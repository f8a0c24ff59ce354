/**
 * Groups the items of an iteration: a group has all that has come while the caller worked on the group before. So the first item waits
 * for nothing, and a slow caller gets larger groups instead of falling behind. An iteration that the caller leaves must be
 * ended by the caller.
 *
 * @param limit - the most items of a group. No more than these wait.
 */
export async function* gathered<T>(
  items: AsyncIterable<T>,
  limit: number,
): AsyncGenerator<readonly T[], void, undefined> {
  let group: T[] = [];
  let [hasEnded, hasLeft] = [false, false];
  let [wakeCaller, wakeReader] = [() => {}, () => {}];
  const reading = (async () => {
    for await (const item of items) {
      group.push(item);
      wakeCaller();
      while (group.length >= limit && !hasLeft) {
        await new Promise<void>((resolve) => {
          wakeReader = resolve;
        });
      }
      if (hasLeft) return;
    }
  })().finally(() => {
    hasEnded = true;
    wakeCaller();
  });
  // It is thrown behind the last group.
  reading.catch(() => undefined);
  try {
    for (;;) {
      while (group.length === 0 && !hasEnded) {
        await new Promise<void>((resolve) => {
          wakeCaller = resolve;
        });
      }
      if (group.length === 0) break;
      const taken = group;
      group = [];
      wakeReader();
      yield taken;
    }
    await reading;
  } finally {
    hasLeft = true;
    wakeReader();
  }
}
