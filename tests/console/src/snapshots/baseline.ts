import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:process';
import type { Page } from 'playwright-core';

/** The pictures with which pages are compared, and what they were made with. */
const FOLDER = new URL('../../snapshots/', import.meta.url);
const MADE_WITH = new URL('made-with.json', FOLDER);
/** Where the pictures of a run are that differ. */
const DIFFERENT = new URL('../../dist/snapshots/', import.meta.url);

/** Whether this run makes the pictures anew: `npm run snapshots`. */
export const IS_UPDATE = process.env['SNAPSHOTS'] === 'update';

/** The surroundings that a picture depends on: another browser draws letters and lines in another way. */
interface MadeWith {
  readonly chromium: string;
  readonly machine: string;
}

function madeWithOf(page: Page): MadeWith {
  return { chromium: page.context().browser()?.version() ?? 'unknown', machine: `${platform}-${arch}` };
}

/** Why the pictures of the repository say nothing about this browser. Undefined when they do. */
export async function reasonNotToCompare(page: Page): Promise<string | undefined> {
  const [here, there] = [madeWithOf(page), JSON.parse(await readFile(MADE_WITH, 'utf8')) as MadeWith];
  if (here.chromium === there.chromium && here.machine === there.machine) return undefined;
  const named = ({ chromium, machine }: MadeWith) => `Chromium ${chromium} on ${machine}`;
  return `the pictures are of ${named(there)}, this is ${named(here)}. Make them anew: npm run snapshots`;
}

/** The picture of the repository. */
export function baselinePicture(name: string): Promise<Buffer> {
  return readFile(new URL(`${name}.png`, FOLDER));
}

/** Makes a picture that of the repository. */
export async function keepPicture(page: Page, name: string, picture: Buffer): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(new URL(`${name}.png`, FOLDER), picture);
  await writeFile(MADE_WITH, `${JSON.stringify(madeWithOf(page), undefined, 2)}\n`);
}

/** Writes a picture to look at. */
export async function showPicture(name: string, picture: Buffer | undefined): Promise<void> {
  if (picture === undefined) return;
  await mkdir(DIFFERENT, { recursive: true });
  await writeFile(new URL(`${name}.png`, DIFFERENT), picture);
}
