import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const MAX_THREADS = 8;

/**
 * Starts threads that simulate, one case at a time each.
 *
 * @param {string} file The bundle.
 * @param {number} [count] The number of threads.
 */
export function startWorkers(file, count = Math.min(MAX_THREADS, availableParallelism())) {
  const workers = Array.from({ length: count }, () => new Worker(file));
  const free = [...workers];
  const waiting = [];

  async function run(request) {
    const worker = free.pop() ?? (await new Promise((resolve) => waiting.push(resolve)));
    try {
      return await response(worker, request);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(worker);
      else next(worker);
    }
  }

  return {
    count,
    run,
    /** Ends the threads and removes the bundle. */
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
      await rm(file, { force: true });
    },
  };
}

function response(worker, request) {
  return new Promise((resolve, reject) => {
    const done = (settle) => (value) => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      settle(value);
    };
    const onMessage = done(resolve);
    const onError = done(reject);
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.postMessage(request);
  });
}
