/**
 * Kills a process whose last input runs for too long. What comes before the first input is loading, which takes long on a busy
 * machine and is not watched.
 *
 * @param {import('node:child_process').ChildProcess} child Sends each input before it runs it.
 * @param {number} hangMillis
 */
export function watchInputs(child, hangMillis) {
  let last;
  child.on('message', ({ input }) => {
    last = { input, at: performance.now() };
  });
  const timer = setInterval(() => {
    if (last !== undefined && performance.now() - last.at > hangMillis) child.kill('SIGKILL');
  }, 1_000);
  return {
    /** The input that was run last, in base64; undefined before the first. */
    lastInput: () => last?.input,
    end: () => clearInterval(timer),
  };
}
