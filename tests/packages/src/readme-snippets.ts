import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './publications.js';

/** The snippets in TypeScript of the README of a package, in their order. */
async function snippetsOf(name: string): Promise<string[]> {
  const page = await readFile(join(ROOT, 'packages', name, 'README.md'), 'utf8');
  return [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
}

/** The snippets as programs: one that imports nothing goes on from the one before it. */
export async function programsOf(name: string): Promise<string[]> {
  const programs: string[] = [];
  for (const snippet of await snippetsOf(name)) {
    if (snippet.startsWith('import ')) programs.push(snippet);
    else programs.push(`${programs.pop() ?? ''}\n${snippet}`);
  }
  return programs;
}
