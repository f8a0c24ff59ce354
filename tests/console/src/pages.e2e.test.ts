import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { axeFindings, tooWide } from './page-checks.js';
import { pictureOfPage } from './screenshots.js';
import { useConsole } from './use-console.js';

const NARROW = { width: 360, height: 740 };
const USUAL = { width: 1280, height: 900 };
const WIDE = { width: 1920, height: 1080 };
/** For the pages in one language, on a loaded machine. */
const TIMEOUT_MILLIS = 180_000;
/** An unknown customer is a response of the service that the browser reports as an error. */
const UNKNOWN_CUSTOMER = /status of 404.*profiles\.get/;

const LOADING = /^(Loading|Laster) …$/;

interface Shown {
  readonly name: string;
  readonly path: string;
  /** Text that is there when the page is complete, in either language. @defaultValue its heading */
  readonly complete?: RegExp;
  readonly open?: (page: Page) => Promise<void>;
}

describe.skipIf(!CAN_RUN)('every page', () => {
  const used = useConsole();
  let pages: readonly Shown[];

  beforeAll(async () => {
    await used.stack.showcase();
    const { api } = used.stack;
    const numberOf = async (customerReference: string) =>
      (await api.profiles.getByCustomerReference({ customerReference })).customerNumber;
    const [kari, ola, other] = await Promise.all(['SHOWCASE-01', 'SHOWCASE-02', 'SHOWCASE-03'].map(numberOf));
    pages = [
      { name: 'start', path: '/', complete: /Hvem hjelper du|Who needs help/ },
      {
        ...{ name: 'search', path: '/', complete: /Kari Nordmann/ },
        open: (page) => page.getByRole('searchbox').fill('Nordm'),
      },
      { name: 'customer', path: `/customers/${kari}`, complete: /ABT-4711/ },
      { name: 'unknown customer', path: '/customers/9999999', complete: /finnes ikke|There is no customer/ },
      { name: 'duplicates', path: '/duplicates', complete: /Liv Berg/ },
      { name: 'merge', path: '/merge', complete: /blir værende|who stays/ },
      { name: 'comparison', path: `/merge?customer=${ola}&source=${other}`, complete: /Disse numrene|These numbers/ },
      { name: 'unknown page', path: '/nothing', complete: /Denne siden finnes ikke|There is no such page/ },
      {
        ...{ name: 'menu', path: '/', complete: /Logg ut|Sign out/ },
        open: (page) => page.getByRole('button', { name: /^(Meny for|Menu of)/ }).click(),
      },
      {
        ...{ name: 'dialog', path: `/customers/${kari}`, complete: /kan ikke angres|cannot be undone/ },
        open: (page) => page.getByRole('button', { name: /^(Slett|Erase)$/ }).click(),
      },
      {
        ...{ name: 'form', path: `/customers/${kari}`, complete: /Tre bokstaver|Three letters/ },
        open: (page) => page.getByRole('button', { name: /^(Legg til en adresse|Add an address)$/ }).click(),
      },
    ];
  });

  test(
    'is accessible in both themes, and fits a large screen',
    async () => {
      const page = await used.visit('administrator', { expected: UNKNOWN_CUSTOMER });
      const findings: string[] = [];
      for (const shown of [...pages, ...(await administration(page))]) {
        await open(page, shown);
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          findings.push(...(await axeFindings(page)).map((finding) => `${shown.name}, ${colorScheme}: ${finding}`));
          await pictureOfPage(page, `${shown.name}-${colorScheme}`);
        }
        await page.setViewportSize(WIDE);
        findings.push(...(await tooWide(page)).map((finding) => `${shown.name}: ${finding}`));
        await page.setViewportSize(USUAL);
      }
      expect(findings).toEqual([]);
    },
    TIMEOUT_MILLIS,
  );

  test(
    'is accessible and fits on a telephone, in Norwegian',
    async () => {
      const device = { locale: 'nb-NO', viewport: NARROW };
      const page = await used.visit('administrator', { device, expected: UNKNOWN_CUSTOMER });
      const findings: string[] = [];
      for (const shown of [...pages, ...(await administration(page))]) {
        await open(page, shown);
        expect(await page.locator('html').getAttribute('lang')).toBe('nb');
        const found = [...(await axeFindings(page)), ...(await tooWide(page))];
        findings.push(...found.map((finding) => `${shown.name}: ${finding}`));
        await pictureOfPage(page, `${shown.name}-telephone`);
      }
      expect(findings).toEqual([]);
    },
    TIMEOUT_MILLIS,
  );

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

  /** The pages that the navigation of the administration has, so that a new one need not be added here. */
  async function administration(page: Page): Promise<Shown[]> {
    await open(page, { name: 'administration', path: '/admin' });
    const links = await page.locator('nav a[href^="/admin/"]').all();
    const paths = await Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''));
    expect(paths).toContain('/admin/webhooks');
    return paths.map((path) => ({ name: path.slice(1).replace('/', '-'), path }));
  }

  async function open(page: Page, { path, complete, open: act }: Shown): Promise<void> {
    await page.goto(`${used.stack.url}${path}`);
    await page.getByRole('banner').waitFor();
    await act?.(page);
    await (complete === undefined ? page.locator('main h1') : page.getByText(complete)).first().waitFor();
    await page.getByText(LOADING).first().waitFor({ state: 'hidden' });
  }
});
