import { access, readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { dataOf, pathOf, textOf } from './repository-files.js';

const PAGE = 'docs/operating/commands.md';
const { scripts } = await dataOf<{ scripts: Readonly<Record<string, string>> }>('package.json');
const page = await textOf(PAGE);

/** Scripts that a developer runs in the repository, not an operator. */
const FOR_DEVELOPERS = /^(start|dev|test|test:upgrade|generate|build|sbom|bench.*|model:.*)$/;

/** The rows of the table: script, command of docker compose, form for Kubernetes. */
const rows = [...page.matchAll(/^\| `npm run ([\w:-]+)` \| `([^`]+)` \| (.+) \|$/gm)].map(
  ([, script = '', compose = '', kubernetes = '']) => ({ script, compose, kubernetes }),
);

describe('the commands of the runbooks', () => {
  test('have a form for containers', async () => {
    const operating = (await readdir(pathOf('docs/operating'))).map((file) => `docs/operating/${file}`);
    const texts = await Promise.all(['docs/upgrading.md', 'docs/events.md', 'SECURITY.md', ...operating].map(textOf));
    const used = texts.flatMap((text) => [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script));
    const missing = [...new Set(used)].filter(
      (script) => !FOR_DEVELOPERS.test(script) && !rows.some((row) => row.script === script),
    );
    expect(missing, `a row in ${PAGE}`).toEqual([]);
  });

  test.each(rows)('$script runs the same program in its container', async ({ script, compose, kubernetes }) => {
    const [, app = '', program = ''] = /^node apps\/([\w-]+)\/(dist\/\S+)$/.exec(scripts[script] ?? '') ?? [];
    await access(pathOf(`apps/${app}/${program.replace('dist/', 'src/').replace(/\.js$/, '.ts')}`));
    const { services } = await dataOf<{
      services: Record<string, { build?: { args: { APP: string } }; command?: string[] }>;
    }>('compose.yaml');
    const [, service = '', path] = /run --rm(?: --env \S+)? ([\w-]+)(?: (dist\/\S+))?$/.exec(compose) ?? [];
    expect(services[service]?.build?.args.APP).toBe(app);
    expect(path ?? services[service]?.command?.[0]).toBe(program);
    const camel = app.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (!kubernetes.startsWith('a hook')) expect(kubernetes).toBe(`\`${camel}\`, \`${program}\``);
  });
});
