import { beforeAll, describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { axeFindings, tooWide } from './page-checks.js';
import { pictureOfPage } from './screenshots.js';
import { openShown, type Shown, shownPages } from './shown-pages.js';
import { useConsole } from './use-console.js';

const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1920, height: 1080 };
/** For the pages in one language, on a loaded machine. */
const TIMEOUT_MILLIS = 600_000;

/** The expected errors in the console of the browser: an unknown customer, a refused edit, a service that is away. */
const EXPECTED = /status of 404.*profiles\.get|status of 40[09].*profiles\.patch|net::ERR_/;

describe.skipIf(!CAN_RUN)('every page', () => {
  const used = useConsole();
  let pages: readonly Shown[];

  beforeAll(async () => {
    await used.stack.showcase();
    pages = await shownPages(used.stack);
  });

  test.each([
    ['in English, and fits a large screen', { locale: 'en-GB' }, WIDE],
    ['in Norwegian, and fits on a telephone', { locale: 'nb-NO', viewport: NARROW }, NARROW],
  ])(
    'and every dialog is accessible in both themes, %s',
    async (_, device, size) => {
      const page = await used.visit('administrator', { device, expected: EXPECTED });
      const usual = page.viewportSize() ?? size;
      const findings: string[] = [];
      const check = async (name: string) => {
        const note = (found: readonly string[]) => findings.push(...found.map((finding) => `${name}: ${finding}`));
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          // The page learns of the change in its next frame.
          await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
          note(await axeFindings(page));
          await pictureOfPage(page, `${name}-${device.locale}-${colorScheme}`);
        }
        await page.setViewportSize(size);
        note(await tooWide(page));
        await page.setViewportSize(usual);
      };
      for (const shown of pages) {
        await openShown(page, used.stack.url, shown);
        expect(await page.locator('html').getAttribute('lang')).toBe(device.locale.slice(0, 2));
        await check(shown.name);
        for (const { button, complete } of shown.dialogs ?? []) {
          // By keyboard: a list opens while the button of a mouse is down, and a loaded machine is too slow to place it.
          await page.getByRole('button', { name: button }).first().press('Enter');
          // A select has its options in a hidden element too.
          const opened = page.getByText(complete).locator('visible=true').first();
          await opened.waitFor();
          await check(`${shown.name}, ${complete.source}`);
          await page.keyboard.press('Escape');
          await opened.waitFor({ state: 'hidden' });
        }
        shown.after?.();
      }
      expect(findings).toEqual([]);
    },
    TIMEOUT_MILLIS,
  );

  test('has its place in the table: those of the navigation', async () => {
    const page = await used.visit('administrator', { path: '/admin' });
    await page.locator('nav a[href^="/admin/"]').first().waitFor();
    const links = await page.locator('nav a').all();
    const paths = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(paths).toContain('/admin/webhooks');
    const known = new Set([...pages.map(({ path }) => path), '/admin']);
    expect(paths.filter((path) => path === null || !known.has(path))).toEqual([]);
  });

  test('would be reported: a field without a label, a page that scrolls sideways, a script of the page', async () => {
    const page = await used.visit('reader', { expected: /Content Security Policy/ });
    await page.evaluate(`
      const field = document.createElement('input');
      field.style.width = '3000px';
      document.querySelector('main').append(field);
      const script = document.createElement('script');
      script.textContent = 'globalThis.isInjected = true';
      document.head.append(script);
    `);
    expect((await axeFindings(page)).join()).toContain('label: <input');
    expect((await tooWide(page)).join()).toContain('INPUT');
    expect(await page.evaluate('globalThis.isInjected')).toBeUndefined();
  });

  test('changes its language, and keeps that after a reload', async () => {
    const page = await used.visit('reader');
    await page.getByRole('button', { name: 'Menu of reader' }).click();
    await page.getByRole('menuitemradio', { name: 'Norsk' }).click();
    await page.getByRole('heading', { name: 'Hvem hjelper du?' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Hvem hjelper du?' }).waitFor();
  });

  test('has the colours of a theme at once', async () => {
    const page = await used.visit('reader');
    await page.locator('main h1').waitFor();
    // A transition of all properties would pass an inherited colour on by one element a frame.
    const colours = await page.evaluate<string[]>(`['light', 'dark', 'light'].map((theme) => {
      document.documentElement.classList.toggle('dark', theme === 'dark');
      return getComputedStyle(document.querySelector('main h1')).color;
    })`);
    expect(colours).toStrictEqual(['rgb(28, 32, 36)', 'rgb(237, 238, 240)', 'rgb(28, 32, 36)']);
  });
});
