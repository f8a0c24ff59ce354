import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type CatalogueEntry, ERROR_CATALOGUE } from './error-catalogue.js';

const FOLDER = fileURLToPath(new URL('../../../docs/errors', import.meta.url));
const CATALOGUE = Object.entries<CatalogueEntry>(ERROR_CATALOGUE);

describe('error pages', () => {
  test.each(CATALOGUE)('%s has a page with its title and HTTP status', (code, { title, status }) => {
    const [first, ...others] = readFileSync(join(FOLDER, `${code}.md`), 'utf8').split('\n');
    expect(first).toBe(`# ${code} ${title}`);
    expect(others.find((line) => line !== '')).toBe(`HTTP ${status}`);
  });

  test.each(CATALOGUE)('the example on the page of %s is a problem as it is sent', (code, entry) => {
    const page = readFileSync(join(FOLDER, `${code}.md`), 'utf8');
    const example: unknown = JSON.parse(/```json\n(.*?)\n```/s.exec(page)?.[1] ?? '');
    const { status, title, retry, shortEnglish, shortNorwegian } = entry;
    const errorCode = Number(code);
    expect(example).toMatchObject({
      ...{
        type: `http://127.0.0.1:3000/errors/${code}`,
        errorCode,
        status,
        title,
        retry,
        shortEnglish,
        shortNorwegian,
      },
      detail: expect.any(String),
      longEnglish: expect.any(String),
      longNorwegian: expect.any(String),
      correlationId: expect.any(String),
    });
  });

  test.each([
    ['English', FOLDER],
    ['Norwegian', join(FOLDER, 'nb')],
  ])('each code has a page in %s, and there is no other', (_language, folder) => {
    const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
    expect(pages.sort()).toEqual(CATALOGUE.map(([code]) => `${code}.md`).sort());
  });

  test.each(CATALOGUE)('%s has all four texts', (_code, entry) => {
    for (const name of ['shortEnglish', 'longEnglish', 'shortNorwegian', 'longNorwegian'] as const) {
      expect(entry[name].trim(), name).not.toBe('');
    }
  });
});
