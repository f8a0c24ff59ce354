import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../run/repository.mjs';

/**
 * Puts a generated text between the comments `<!-- name: start -->` and `<!-- name: end -->` of a page. With --check it only
 * compares, and exits with 1 when they differ.
 * @param {{ page: string, name: string, source: string }} section page from the root of the repository; source as the message names it
 * @param {string} text
 */
export function putGeneratedSection({ page, name, source }, text) {
  const path = join(ROOT, page);
  const [startMark, endMark] = [`<!-- ${name}: start -->`, `<!-- ${name}: end -->`];
  const before = readFileSync(path, 'utf8');
  const [start, end] = [before.indexOf(startMark), before.indexOf(endMark)];
  if (start < 0 || end < 0) throw new Error(`${page} lacks the comments ${startMark} and ${endMark}.`);
  const updated = `${before.slice(0, start)}${startMark}\n${text}\n${before.slice(end)}`;
  if (updated === before) return;
  if (process.argv.includes('--check')) {
    console.log(`The ${name} in ${relative(ROOT, path)} differ from ${source}: run npm run generate.`);
    process.exit(1);
  }
  writeFileSync(path, updated);
}
