import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The packages that other repositories use. */
const PACKAGES = ['client', 'contracts', 'events', 'trpc-fastify'];
/** Ignored by git: made anew for each build of the site. */
const TARGET = join(ROOT, 'docs', 'packages');

/** Writes the reference of the packages, made by TypeDoc from their comments, into docs/packages: a page for each package. */
export async function writePagesOfPackages() {
  const out = mkdtempSync(join(tmpdir(), 'profiles-typedoc-'));
  try {
    const entryPoints = PACKAGES.map((name) => join(ROOT, 'packages', name, 'src', 'index.ts'));
    const app = await Application.bootstrapWithPlugins({ options: join(HERE, 'typedoc.json'), entryPoints, out });
    const project = await app.convert();
    if (project === undefined) throw new Error('TypeDoc could not read the packages.');
    await app.generateOutputs(project);
    mkdirSync(TARGET, { recursive: true });
    for (const name of PACKAGES) writeFileSync(join(TARGET, `${name}.md`), pageOf(name, out));
    writeFileSync(join(TARGET, 'index.md'), INDEX);
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** TypeDoc names a module by its path, `client/src`. */
function pageOf(name, folder) {
  const text = readFileSync(join(folder, name, 'src.md'), 'utf8');
  return text.replace(/^# .*$/m, `# @profiles/${name}`).replaceAll(/\]\(\.\.\/([\w-]+)\/src\.md/g, ']($1.md');
}

const INDEX = `# Packages

${PACKAGES.map((name) => `- [@profiles/${name}](${name}.md): ${descriptionOf(name)}`).join('\n')}
`;

function descriptionOf(name) {
  const { description } = JSON.parse(readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8'));
  return description ?? `the exports of packages/${name}`;
}
