/** One contender alone in this process. It tells its URL, and on request what it has used. */
import { startCeiling } from './contenders/ceiling.js';
import type { Contender, ContenderName, Surroundings } from './contenders/contender.js';
import { startRest, startTrpc } from './contenders/ours.js';

const [name, json] = process.argv.slice(2) as [ContenderName, string];
const surroundings = JSON.parse(json) as Surroundings;
const START: Record<ContenderName, () => Promise<Contender>> = {
  ceiling: () => startCeiling(surroundings),
  trpc: () => startTrpc(surroundings, false),
  'trpc-official': () => startTrpc(surroundings, true),
  rest: () => startRest(surroundings),
};

const contender = await START[name]();
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicros: user + system, rss: process.memoryUsage.rss() });
});
// Without a bench there is nothing to measure.
process.on('disconnect', () => process.exit());
process.send?.({ url: contender.url, startedAfterMillis: performance.now(), rss: process.memoryUsage.rss() });
