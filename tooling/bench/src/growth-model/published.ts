import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BenchFile, type Figures, figuresFrom, type GrowthFile } from './figures.js';

const DOCS = new URL('../../../../docs/', import.meta.url);

/** The path of the page. */
export const PAGE = fileURLToPath(new URL('growth-model.md', DOCS));

/** The figures of docs/benchmarks. */
export async function publishedFigures(): Promise<Figures> {
  const read = async (name: string) =>
    JSON.parse(await readFile(new URL(`benchmarks/${name}`, DOCS), 'utf8')) as unknown;
  return figuresFrom((await read('bench.json')) as BenchFile, (await read('growth.json')) as GrowthFile);
}
