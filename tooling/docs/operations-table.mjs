// The table of operations in README.md, made from the contracts. With --check it only compares, and fails when they differ.
// It reads the built contracts: run `pnpm build` first.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../run/repository.mjs';

const { OPERATION_LIST } = await import('../../packages/contracts/dist/index.js');
const README = join(ROOT, 'README.md');
const [START, END] = ['<!-- operations: start -->', '<!-- operations: end -->'];

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

const text = readFileSync(README, 'utf8');
const [start, end] = [text.indexOf(START), text.indexOf(END)];
if (start < 0 || end < 0) throw new Error(`README.md lacks the marks ${START} and ${END}.`);
const updated = `${text.slice(0, start)}${START}\n${table}\n${text.slice(end)}`;
if (updated === text) process.exit(0);
if (process.argv.includes('--check')) {
  console.log('The table of operations in README.md differs from the contracts: run npm run generate.');
  process.exit(1);
}
writeFileSync(README, updated);
