import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/rules.md'), 'utf8');
const RULE_ID = /\[[A-Z]{2,}-\d+\]/g;

/** The sources and tests of every package. */
function sources(): string[] {
  return readdirSync(join(ROOT, 'packages')).flatMap((name) => {
    const folder = join(ROOT, 'packages', name, 'src');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
  });
}

function idsIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(RULE_ID) ?? []))].sort();
}

/** The rows of the table: the id, and each file with the functions that are named for it. */
function rows() {
  return [...PAGE.matchAll(/^\| (\[\S+\]) \| .+ \| (.+) \|$/gm)].map(([, id = '', places = '']) => ({
    id,
    places: places.split('; ').map(placeFrom),
  }));
}

function placeFrom(text: string): { file: string; functions: string[] } {
  const [file = '', ...functions] = [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
  return { file, functions };
}

describe('docs/rules.md', () => {
  test('names exactly the rules that stand in the packages', () => {
    expect(idsIn([PAGE])).toEqual(idsIn(sources()));
  });

  test('has one row for a rule', () => {
    const ids = rows().map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each(rows())('says truly where $id stands', ({ places }) => {
    for (const { file, functions } of places) {
      const source = readFileSync(join(ROOT, file), 'utf8');
      expect(functions, file).not.toEqual([]);
      for (const name of functions) expect(source, `${name} in ${file}`).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});
