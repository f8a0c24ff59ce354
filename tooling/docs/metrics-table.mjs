// The tables of metrics in docs/operating/metrics.md, made from the catalogue. With --check it only compares, and fails when
// they differ. It reads the built packages: run `pnpm build` first.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../run/repository.mjs';

const { METRICS } = await import('../../packages/service-kit/dist/index.js');
const { metricsTable } = await import('../../packages/service-kit/dist/metrics/table.js');
const PAGE = join(ROOT, 'docs/operating/metrics.md');

const text = readFileSync(PAGE, 'utf8');
const updated = metricsTable(text, Object.values(METRICS));
if (updated === text) process.exit(0);
if (process.argv.includes('--check')) {
  console.log('The tables of docs/operating/metrics.md differ from the catalogue: run npm run generate.');
  process.exit(1);
}
writeFileSync(PAGE, updated);
