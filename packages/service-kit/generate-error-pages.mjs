// Renders docs/errors/*.md into src/error-pages.generated.ts, so that an app serves them without the docs at hand.
// `node packages/service-kit/generate-error-pages.mjs` after a change; error-pages.test.ts compares.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { marked } from 'marked';

const FOLDER = new URL('../../docs/errors/', import.meta.url);
const TARGET = new URL('src/error-pages.generated.ts', import.meta.url);

/** The module with the pages as HTML, by code. */
export async function errorPagesModule() {
  const files = readdirSync(FOLDER).sort();
  const pages = await Promise.all(
    files.map(async (file) => {
      const text = readFileSync(new URL(file, FOLDER), 'utf8');
      // A link between files is one between codes where they are served. Other pages are not served there.
      const linked = text.replace(/\]\((\d{3})\.md\)/g, ']($1)').replace(/\[([^\]]+)\]\(\.\.\/[^)]+\)/g, '$1');
      const html = await marked.parse(linked);
      return `  ${Number.parseInt(file, 10)}: ${JSON.stringify(html)},`;
    }),
  );
  return [
    '// Made by generate-error-pages.mjs from docs/errors. Do not edit.',
    '',
    '/** The page of each error code, as HTML. */',
    'export const ERROR_PAGES: Readonly<Record<number, string>> = {',
    ...pages,
    '};',
    '',
  ].join('\n');
}

if (process.argv[1] === new URL(import.meta.url).pathname) writeFileSync(TARGET, await errorPagesModule());
