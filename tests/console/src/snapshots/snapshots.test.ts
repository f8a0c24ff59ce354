import { readdir, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { MAIN_PAGES, pictureName, VIEW_NAMES } from './snapshot-pages.js';

const FOLDER = new URL('../../snapshots/', import.meta.url);
/** Of all pictures together, in bytes: each change of the design adds them to the history of the repository. */
const MAX_BYTES = 1_000_000;

test('every main page has its pictures, there are no others, and they are small', async () => {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.png'));
  const names = VIEW_NAMES.flatMap((view) => MAIN_PAGES.map((page) => `${pictureName(page, view)}.png`));
  expect(files.toSorted()).toEqual(names.toSorted());
  const sizes = await Promise.all(files.map(async (file) => (await stat(new URL(file, FOLDER))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_BYTES);
});
