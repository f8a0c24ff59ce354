/**
 * Runs one program and makes sure that it ends when its starter does, however the starter ends.
 *
 * The starter holds the other end of our stdin. The kernel closes that pipe when the starter dies, also after
 * kill -9, where no exit handler runs; so the end of stdin is the one signal that can't be missed.
 * Plain JavaScript outside src: it has to run the same way from the sources and from the build.
 *
 * stdin:  one JSON line with the program, then optionally {"stop": graceMs}
 * stdout: {"pid"} or {"error"}, then {"exited": code or null}
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

const GRACE_MS = 5_000;
const POLL_MS = 20;

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
let ending = false;
let grace = GRACE_MS;

// A Ctrl-C or a hang-up is the starter's business: it decides in which order things stop, or dies and closes the pipe.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => {});
// The reader may be gone.
process.stdout.on('error', () => {});

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const message = JSON.parse(line);
  if (child === undefined) start(message);
  else end(message.stop ?? GRACE_MS);
});
lines.on('close', () => (child === undefined ? process.exit(0) : end(GRACE_MS)));

function start({ command, args, env, cwd, logFile }) {
  const log = openSync(logFile, 'a');
  // A process group of its own, so that what the program starts itself can be ended with it.
  child = spawn(command, args, { cwd, env, stdio: ['ignore', log, log], detached: true });
  child.on('spawn', () => report({ pid: child.pid }));
  child.on('error', (error) => {
    writeSync(log, `${error.message}\n`);
    report({ error: error.message });
    process.exit(1);
  });
  child.on('exit', async (code) => {
    await endRemainder();
    closeSync(log);
    report({ exited: code });
    // Not process.exit() at once: the report may still be on its way through the pipe.
    process.stdout.end(() => process.exit(0));
  });
}

function end(graceMs) {
  if (ending) return;
  ending = true;
  grace = graceMs;
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), graceMs).unref();
}

/**
 * Processes that the program started and left behind have no owner any more.
 * Never waits for the group to be empty: where no process collects orphans (a container without an init process) their
 * remains stay members of the group for good.
 */
async function endRemainder() {
  const deadline = Date.now() + grace;
  while (signalGroup('SIGTERM') && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  signalGroup('SIGKILL');
}

/** True while the group has a member. */
function signalGroup(signal) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

function report(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
