// The tables of metrics in docs/operating/metrics.md, made from the catalogue. With --check it only compares, and fails when
// they differ. It reads the built packages: run `pnpm build` first.
import { putGeneratedSection } from './generated-section.mjs';

const { METRICS } = await import('../../packages/service-kit/dist/index.js');
const { metricsTable } = await import('../../packages/service-kit/dist/metrics/table.js');

const page = 'docs/operating/metrics.md';
putGeneratedSection({ page, name: 'metrics', source: 'the catalogue' }, metricsTable(Object.values(METRICS)));
