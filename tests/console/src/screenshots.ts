import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Where docs/guides/console.md has its pictures. */
const FOLDER = new URL('../../../docs/images/console/', import.meta.url);
/** Of one picture, so that the repository stays small. */
const MAX_BYTES = 120_000;
const SIZE = { width: 1100, height: 760 };

/** Takes a picture for the guide, if the run is for that: `npm run screenshots`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] !== 'true') return;
  const path = fileURLToPath(new URL(`${name}.png`, FOLDER));
  const before = page.viewportSize();
  await page.setViewportSize(SIZE);
  await page.screenshot({ path });
  if (before !== null) await page.setViewportSize(before);
  const { size } = await stat(path);
  if (size > MAX_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MAX_BYTES}.`);
}

/** Where pictures of every page are, to look at. */
const PAGES = new URL('../dist/pages/', import.meta.url);

/** Takes a picture of a page as it is, of whatever size, if the run is for that. */
export async function pictureOfPage(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] !== 'true') return;
  await page.screenshot({
    path: fileURLToPath(new URL(`${name.replace(/[^\p{L}\d]+/gu, '-').slice(0, 80)}.png`, PAGES)),
    fullPage: true,
  });
}
