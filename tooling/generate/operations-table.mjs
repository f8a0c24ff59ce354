// The table of operations in README.md, made from the contracts. With --check it only compares, and fails when they differ.
// It reads the built contracts: run `pnpm build` first.
import { putGeneratedSection } from './generated-section.mjs';

const { OPERATION_LIST } = await import('../../packages/contracts/dist/index.js');

const rows = OPERATION_LIST.map(({ name, operation: { rest, permission, summary } }) =>
  ['', `\`${name}\``, `\`${rest.method} ${rest.path}\``, `\`:${permission.split(':')[1]}\``, summary, '']
    .join(' | ')
    .trim(),
);
const table = [
  `${OPERATION_LIST.length} operations. Paths are below \`/customers/v2\`.`,
  '',
  '| tRPC | REST | permission | |',
  '|---|---|---|---|',
  ...rows,
].join('\n');

putGeneratedSection({ page: 'README.md', name: 'operations', source: 'the contracts' }, table);
