// Writes src/session/operation-permissions.generated.ts: the permission of each operation, from the operations of
// @profiles/contracts. `npm run generate` after a change of an operation; permissions.test.ts compares. The browser gets this
// table instead of the operations themselves, which bring all schemas along.
import { writeFileSync } from 'node:fs';
import { OPERATION_LIST } from '@profiles/contracts';

const TARGET = new URL('src/session/operation-permissions.generated.ts', import.meta.url);

const rows = OPERATION_LIST.map(({ name, operation }) => `  '${name}': '${operation.permission}',`);
writeFileSync(
  TARGET,
  `// Made by generate-permissions.mjs from the operations of @profiles/contracts. Do not edit.

/** The permission that each operation needs, by its name. */
export const OPERATION_PERMISSIONS = {
${rows.join('\n')}
} as const;
`,
);
