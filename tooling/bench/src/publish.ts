import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppStart } from './app-starts.js';
import type { Machine } from './machine.js';
import { PUBLISHED, publishPage } from './published-page.js';
import { plotOf } from './report.js';
import type { Result } from './result.js';
import type { Noise } from './steadiness.js';

/** Everything that a run has found out, with its circumstances. */
export interface Figures extends Machine {
  /** The commit of the other build, if one ran beside this one. */
  readonly against: string | undefined;
  /** The kind of the database server, with its version where it tells one. */
  readonly store: string;
  readonly customers: number;
  /** How long the run took. */
  readonly minutes: number;
  readonly noise: readonly Noise[];
  readonly results: readonly Result[];
  readonly starts: readonly AppStart[];
}

/** Not under version control. */
const RAW = fileURLToPath(new URL('../runs/', import.meta.url));

const PAGES = {
  bench: { title: 'The bench', command: 'npm run bench' },
  quick: { title: 'The bench in its short form', command: 'npm run bench -- --quick' },
};

/** Writes the figures of a run into a file of its own, and resolves to its path. */
export async function writeRawFigures(figures: Figures): Promise<string> {
  await mkdir(RAW, { recursive: true });
  const file = join(RAW, `${figures.at.replaceAll(':', '-').slice(0, 19)}.json`);
  await writeFile(file, jsonOf(figures));
  return file;
}

/** Replaces the published figures of this kind of run. */
export async function publishReport(name: 'bench' | 'quick', report: string, figures: Figures): Promise<void> {
  await publishPage(name, { ...PAGES[name], tables: report });
  await writeFile(join(PUBLISHED, `${name}.json`), jsonOf(figures));
  await writeFile(join(PUBLISHED, `${name}.svg`), plotOf(figures.results));
}

function jsonOf(figures: Figures): string {
  return `${JSON.stringify(figures, null, 2)}\n`;
}
