import { type StatsListener, unwatchFile, watchFile } from 'node:fs';

/** How often a file is checked for a change, in milliseconds. */
const POLL_MILLIS = 1_000;

/**
 * Calls `onChange` when a file has changed, until the returned function is called. Does not keep the process alive.
 *
 * By polling: Kubernetes replaces mounted secrets by moving a symbolic link in a parent folder, which the events of
 * `fs.watch` on the file do not report.
 */
export function watchedFile(path: string, onChange: () => void): () => void {
  const listener: StatsListener = (now, before) => {
    if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino || now.size !== before.size) onChange();
  };
  watchFile(path, { interval: POLL_MILLIS, persistent: false }, listener);
  return () => unwatchFile(path, listener);
}
