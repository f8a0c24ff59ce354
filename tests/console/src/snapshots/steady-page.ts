import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import type { BrowserSettings } from '../chromium.js';

/** How the browser is started for pictures. */
export const STEADY_BROWSER: BrowserSettings = {
  args: ['--font-render-hinting=none', '--disable-lcd-text'],
  env: { FONTCONFIG_FILE: fileURLToPath(new URL('fonts.conf', import.meta.url)) },
};

/** The weights of the font that the console uses. */
const WEIGHTS = [400, 500, 600, 700];
const require = createRequire(import.meta.url);
const FONTS = dirname(require.resolve('@fontsource/inter/400.css'));
/** A path of the console's own origin, from which its content security policy takes styles and fonts. */
const PATH = '/snapshot-font';

const STYLE = [
  ...WEIGHTS.map(
    (weight) => `@font-face { font-family: Snapshot; font-weight: ${weight}; src: url("${PATH}/${weight}.woff2"); }`,
  ),
  '*, *::before, *::after { font-family: Snapshot !important; }',
].join('\n');

/** Every day and time is shown as the same one: widths stay, and a picture does not age. */
const ONE_TIME = `(() => {
  const { prototype } = Intl.DateTimeFormat;
  const { get } = Object.getOwnPropertyDescriptor(prototype, 'format');
  const time = Date.UTC(2026, 4, 17, 10, 30);
  Object.defineProperty(prototype, 'format', { get() { return () => get.call(this)(time); } });
})()`;

/** Replaces what differs from run to run: versions of builds, and ids by chance. */
const ONE_TEXT = `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data } = texts.currentNode;
    const same = data.replace(/^\\d+\\.\\d+\\.\\d{1,3}( \\(.*\\))?$/, '1.2.3').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '0'.repeat(36));
    if (same !== data) texts.currentNode.data = same;
  }
})()`;

/** Prepares a page, before it is opened, for pictures that are alike on each machine. */
export async function prepareSteadyPage(page: Page): Promise<void> {
  await page.addInitScript(ONE_TIME);
  await page.route(`**${PATH}/*`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(PATH.length + 1);
    if (name === 'style.css') return route.fulfill({ contentType: 'text/css', body: STYLE });
    const body = await readFile(join(FONTS, 'files', `inter-latin-${name.replace('.woff2', '-normal.woff2')}`));
    return route.fulfill({ contentType: 'font/woff2', body });
  });
}

/** Gives a page, after it is complete, the font that is alike on each machine. */
export async function useSteadyFont(page: Page): Promise<void> {
  await page.addStyleTag({ url: `${PATH}/style.css` });
  await page.evaluate(
    `Promise.all(${JSON.stringify(WEIGHTS)}.map((weight) => document.fonts.load(weight + ' 16px Snapshot')))`,
  );
  await page.mouse.move(0, 0);
}

/** Takes a picture of the whole page in PNG. What stands in `mask` differs from run to run, and is covered. */
export async function steadyPicture(page: Page, mask: readonly Locator[] = []): Promise<Buffer> {
  await page.evaluate(ONE_TEXT);
  return page.screenshot({ fullPage: true, animations: 'disabled', mask: [...mask] });
}
