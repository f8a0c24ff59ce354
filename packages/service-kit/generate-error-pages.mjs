// Renders docs/errors/*.md and docs/errors/nb/*.md into src/error-pages.generated.ts, so that an app serves them without the
// docs at hand. `node packages/service-kit/generate-error-pages.mjs` after a change; error-pages.test.ts compares.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { marked } from 'marked';

const FOLDERS = {
  en: new URL('../../docs/errors/', import.meta.url),
  nb: new URL('../../docs/errors/nb/', import.meta.url),
};
const TARGET = new URL('src/error-pages.generated.ts', import.meta.url);

/** The module with the pages as HTML, by code and language. */
export async function errorPagesModule() {
  const files = readdirSync(FOLDERS.en).filter((file) => file.endsWith('.md'));
  const pages = await Promise.all(
    files.sort().map(async (file) => {
      const [en, nb] = await Promise.all([htmlOf(new URL(file, FOLDERS.en)), htmlOf(new URL(file, FOLDERS.nb))]);
      return `  ${Number.parseInt(file, 10)}: {\n    en: ${JSON.stringify(en)},\n    nb: ${JSON.stringify(nb)},\n  },`;
    }),
  );
  return [
    '// Made by generate-error-pages.mjs from docs/errors. Do not edit.',
    '',
    '/** The page of each error code, as HTML, in English and Norwegian. */',
    'export const ERROR_PAGES: Readonly<Record<number, { readonly en: string; readonly nb: string }>> = {',
    ...pages,
    '};',
    '',
  ].join('\n');
}

async function htmlOf(file) {
  const text = readFileSync(file, 'utf8');
  // A link between files is one between codes where they are served. Other pages are not served there.
  const linked = text.replace(/\]\((\d{3})\.md\)/g, ']($1)').replace(/\[([^\]]+)\]\(\.\.\/[^)]+\)/g, '$1');
  return marked.parse(linked);
}

if (process.argv[1] === new URL(import.meta.url).pathname) writeFileSync(TARGET, await errorPagesModule());
