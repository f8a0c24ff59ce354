/** One contender alone in this process. It tells its URL, and on request what it has used. */
import type { Told } from './contender-process.js';
import { startCeiling } from './contenders/ceiling.js';
import type { Contender, ContenderName, Surroundings, Usage } from './contenders/contender.js';
import { startKratos } from './contenders/kratos.js';
import { startInOne, startRest, startTrpc } from './contenders/ours.js';
import { startParse } from './contenders/parse.js';
import { startFastifyAlone, startPluginAlone } from './contenders/plugin-alone.js';

const [name, json] = process.argv.slice(2) as [ContenderName, string];
const surroundings = JSON.parse(json) as Surroundings;
const START: Record<ContenderName, () => Promise<Contender>> = {
  ceiling: () => startCeiling(surroundings),
  trpc: () => startTrpc(surroundings),
  'trpc-batch': () => startTrpc(surroundings),
  'trpc-official': () => startTrpc(surroundings, { officialPlugin: true }),
  rest: () => startRest(surroundings),
  'all-in-one': () => startInOne(surroundings),
  parse: () => startParse(surroundings),
  kratos: () => startKratos(surroundings),
  'plugin-official': () => startPluginAlone(true),
  plugin: () => startPluginAlone(false),
  fastify: startFastifyAlone,
};

// Without a bench there is nothing to measure.
process.on('disconnect', () => process.exit());
const tell = (told: Told | Usage) => process.send?.(told);
try {
  const contender = await START[name]();
  process.on('message', () => tell((contender.usage ?? ownUsage)()));
  const { url, ids = [] } = contender;
  tell({ url, ids });
} catch (error) {
  tell({ cannot: error instanceof Error ? error.message : String(error) });
}

function ownUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMicros: user + system, rss: process.memoryUsage.rss() };
}
