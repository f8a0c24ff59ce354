import { Session } from 'node:inspector/promises';

/** Counts are compared by their size: once, some times, often. */
const SIZES = [1, 2, 4, 16, 128];

/**
 * The block coverage of one file of this process, by V8.
 *
 * @param {string} url The URL of the file.
 */
export async function coverageOf(url) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen = new Set();
  const blocks = new Set();

  /** The blocks that were run since the last call. */
  async function ran() {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const functions = result.find((one) => one.url === url)?.functions ?? [];
    return functions.flatMap(({ ranges }) =>
      ranges.flatMap(({ startOffset, endOffset, count }) =>
        count === 0 ? [] : { block: `${startOffset}-${endOffset}`, count },
      ),
    );
  }

  return {
    /** The number of blocks that were run so far. */
    get blocks() {
      return blocks.size;
    },
    /** Whether something that was run since the last call, by one input, is new: a block, or how often it was run. */
    async isNew() {
      let isNew = false;
      for (const { block, count } of await ran()) {
        blocks.add(block);
        const name = `${block} ${SIZES.findLastIndex((size) => count >= size)}`;
        isNew ||= !seen.has(name);
        seen.add(name);
      }
      return isNew;
    },
    /** Whether a block was run for the first time since the last call, by any of several inputs. Nothing is noted. */
    async hasNewBlock() {
      return (await ran()).some(({ block }) => !blocks.has(block));
    },
    close: () => session.disconnect(),
  };
}
