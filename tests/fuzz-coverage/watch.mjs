import { readFileSync } from 'node:fs';

/** How many times as long as its CPU time an input may take, on a machine that does much other work. */
const MAX_WAITING = 10;
/** Clock ticks of Linux in a second (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

/**
 * Kills a process whose last input runs for too long. What comes before the first input is loading, which takes long on a busy
 * machine and is not watched.
 *
 * @param {import('node:child_process').ChildProcess} child Sends each input before it runs it.
 * @param {number} hangMillis The maximum CPU time of an input. It may take ten times as long: a process that does not get the
 * processor does not hang.
 * @param {(pid: number) => number} cpuMillisOf
 */
export function watchInputs(child, hangMillis, cpuMillisOf = cpuMillis) {
  let last;
  child.on('message', ({ input }) => {
    last = { input, at: performance.now() };
  });
  const timer = setInterval(() => {
    if (last === undefined) return;
    last.cpu ??= cpuMillisOf(child.pid);
    const isBusy = cpuMillisOf(child.pid) - last.cpu > hangMillis;
    if (isBusy || performance.now() - last.at > MAX_WAITING * hangMillis) child.kill('SIGKILL');
  }, 1_000);
  return {
    /** The input that was run last, in base64; undefined before the first. */
    lastInput: () => last?.input,
    end: () => clearInterval(timer),
  };
}

/** The CPU time of a process in milliseconds, or the time where there is no `/proc`. */
function cpuMillis(pid) {
  try {
    // The name of the program is in brackets and may have blanks.
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const [user, system] = fields.split(' ').slice(11, 13).map(Number);
    return ((user + system) * 1_000) / TICKS_PER_SECOND;
  } catch {
    return performance.now();
  }
}
