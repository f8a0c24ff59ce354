/**
 * `npm run bench:trpc`: what the tRPC plugin costs by itself, beside the official one and beside Fastify without any. The
 * procedures do nothing but check their inputs and outputs.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ContenderProcess, startContender } from './contender-process.js';
import { PLUGINS } from './contenders/contender.js';
import { leaveServerCore } from './cores.js';
import { interleaved } from './interleaved.js';
import { PUBLISHED, publishPage } from './published-page.js';
import { plotOf, tableOf } from './report.js';
import type { RequestMaker } from './rows.js';

const CALLS_IN_BATCH = 10;
const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    clients: { type: 'string', default: '32' },
  },
});

const numbered = (n: number) => ({ customerNumber: 1_000_000 + (n % 1000) });
const asked = (path: string, input: unknown) => `/trpc/${path}input=${encodeURIComponent(JSON.stringify(input))}`;
const ROWS: Readonly<Record<string, RequestMaker>> = {
  query: (n) => ({ method: 'GET', path: asked('get?', numbered(n)) }),
  mutation: (n) => ({
    ...{ method: 'POST', path: '/trpc/rename' },
    body: JSON.stringify({ ...numbered(n), surname: 'Hansen', firstName: 'Kari' }),
  }),
  'batch of ten': (n) => {
    const inputs = Array.from({ length: CALLS_IN_BATCH }, (_, index) => [index, numbered(n + index)]);
    const path = `${Array.from({ length: CALLS_IN_BATCH }, () => 'get').join(',')}?batch=1&`;
    return { method: 'GET', path: asked(path, Object.fromEntries(inputs)) };
  },
};

leaveServerCore();
const running: ContenderProcess[] = [];
try {
  for (const name of PLUGINS) running.push(await startContender(name));
  const results = await interleaved(running, {
    ...{ rows: values.rows?.split(',') ?? Object.keys(ROWS), clientCounts: values.clients.split(',').map(Number) },
    ...{ rounds: Number(values.rounds), millis: Number(values.seconds) * 1000, token: 'any' },
    makerFor: (_contender, row) => ROWS[row],
  });
  const table = tableOf(results, 'plugin-official');
  console.log(`\n${table}`);
  if (values.rows === undefined) {
    await publishPage('trpc', { title: 'The tRPC plugin alone', command: 'npm run bench:trpc', tables: table });
    await writeFile(join(PUBLISHED, 'trpc.svg'), plotOf(results));
  }
} finally {
  await Promise.all(running.map((contender) => contender.stop()));
}
