// `pnpm new:operation <group> <slug> <method> <kind>`, for example `pnpm new:operation profiles confirm-email confirmEmail
// mutation`: a contract, its use case, and one import and one entry in each of the two tables.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const CONTRACTS = 'packages/contracts/src';
const APPLICATION = 'packages/application/src';
const TABLES = [`${CONTRACTS}/operations.ts`, `${APPLICATION}/operations/use-cases.ts`];

/** @param {import('plop').NodePlopAPI} plop */
// biome-ignore lint/style/noDefaultExport: plop loads the default export
export default function generators(plop) {
  const root = plop.getDestBasePath();

  plop.setGenerator('operation', {
    description: 'One operation: its contract and its use case',
    prompts: [
      { name: 'group', message: 'Group of the tRPC name, such as profiles or customerAccounts' },
      { name: 'slug', message: 'Slug, such as confirm-email' },
      { name: 'method', message: 'Method of the tRPC name, such as confirmEmail' },
      { name: 'kind', type: 'list', choices: ['query', 'mutation'], message: 'query only reads' },
    ],
    actions: (answers) => {
      const isQuery = answers.kind === 'query';
      Object.assign(answers, {
        folder: plop.getHelper('kebabCase')(answers.group),
        restMethod: isQuery ? 'GET' : 'PUT',
        permission: isQuery ? 'Read' : 'Change',
        errors: isQuery ? '617' : '601, 617',
      });
      return [
        ...['contracts', 'application'].map((name) => ({
          type: 'add',
          path: join(root, `packages/${name}/src/operations/{{folder}}/{{slug}}.ts`),
          templateFile: `templates/${name === 'contracts' ? 'contract' : answers.kind}.ts.hbs`,
        })),
        ...TABLES.flatMap((table) => [
          {
            type: 'modify',
            path: join(root, table),
            pattern: /^/,
            template: `import { {{camelCase slug}} } from '${table === TABLES[0] ? './operations' : '.'}/{{folder}}/{{slug}}.js';\n`,
          },
          {
            type: 'modify',
            path: join(root, table),
            transform: (text) => withEntry(text, answers, plop.getHelper('camelCase')(answers.slug)),
          },
        ]),
        () => {
          const biome = join(root, 'node_modules/.bin/biome');
          execFileSync(biome, ['check', '--write', CONTRACTS, APPLICATION], { cwd: root, stdio: 'ignore' });
          return 'Sorted the imports. Next: npm run generate, and a topic of the API suite.';
        },
      ];
    },
  });
}

/** The table of operations with one more entry, at the end of its group. */
function withEntry(text, { group, method }, name) {
  const start = text.indexOf(`\n  ${group}: {\n`);
  if (start < 0) throw new Error(`There is no group ${group} yet: add it to both tables first.`);
  const end = text.indexOf('\n  },', start);
  return `${text.slice(0, end)}\n    ${method}: ${name},${text.slice(end)}`;
}
