// Measures what the published client costs its callers. `node tooling/packages/build.mjs client` first.
//   node tooling/packages/measure.mjs
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { ROOT } from '../run/repository.mjs';

const RUNS = 15;
const client = join(ROOT, 'packages/client/dist/npm/index.js');

const probe = join(ROOT, 'tooling/packages/measured-import.mjs');
const runs = Array.from({ length: RUNS }, () =>
  JSON.parse(spawnSync(process.execPath, [probe, client], { encoding: 'utf8' }).stdout),
);
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const build = await rolldown({ input: client, platform: 'node' });
const { output } = await build.generate({ minify: true });
const minified = Buffer.from(output[0].code);

console.log(`Node.js ${process.versions.node}, median of ${RUNS} processes`);
console.log(`import    ${median(runs.map(({ millis }) => millis)).toFixed(1)} ms (limit 60)`);
console.log(`memory    ${(median(runs.map(({ bytes }) => bytes)) / 2 ** 20).toFixed(1)} MiB (limit 12)`);
console.log(
  `minified  ${(minified.length / 1_000).toFixed(1)} kB, ${(gzipSync(minified).length / 1_000).toFixed(1)} kB with gzip (limit 150)`,
);
