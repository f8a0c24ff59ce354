import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { CAN_RUN } from '../console-stack.js';
import { openShown, type Shown, shownPages } from '../shown-pages.js';
import { useConsole } from '../use-console.js';
import { baselinePicture, IS_UPDATE, keepPicture, reasonNotToCompare, showPicture } from './baseline.js';
import { pictureDifference } from './picture-difference.js';
import { MAIN_PAGES, pictureName, VIEW_NAMES, VIEWS } from './snapshot-pages.js';
import { prepareSteadyPage, STEADY_BROWSER, steadyPicture, useSteadyFont } from './steady-page.js';

/** For all pages in one view, on a loaded machine. */
const TIMEOUT_MILLIS = 300_000;
/** The last parts may come after the page is complete. */
const PATIENCE = { timeout: 20_000, interval: 500 };
/** Fewer pixels than the smallest icon has. */
const MAX_PIXELS = 20;
/** How many deliveries have failed depends on the time. */
const DIFFERS_BY_TIME = /^(Backlog of webhooks|Kø hos webhooks)/;

/** Changes of the page of webhooks, one after the other: of an element that is small, or of what is hard to see. */
const CHANGES = {
  'an icon is missing': `document.querySelector('main li button svg').style.visibility = 'hidden'`,
  'a button is missing': `document.querySelector('main li button').style.visibility = 'hidden'`,
  'a button has moved': `document.querySelector('main header button').style.transform = 'translateX(3px)'`,
  'a colour is wrong': `document.documentElement.style.setProperty('--accent-text', 'rgb(0 110 60)')`,
  'a word is wrong': `document.querySelector('main h2').textContent += 's'`,
};

describe.skipIf(!CAN_RUN)('the pictures of the main pages', { timeout: TIMEOUT_MILLIS }, () => {
  const used = useConsole(STEADY_BROWSER);
  let pages: readonly Shown[];

  beforeAll(async () => {
    await used.stack.showcase();
    pages = await shownPages(used.stack);
  });

  /** Opens a page for a picture. */
  async function open(page: Page, name: string): Promise<void> {
    const shown = pages.find((one) => one.name === name);
    if (shown === undefined) throw new Error(`There is no page ${name}.`);
    await openShown(page, used.stack.url, shown);
    await useSteadyFont(page);
  }

  const pictureOf = (page: Page) =>
    steadyPicture(page, [
      page.locator('section').filter({ has: page.getByRole('heading', { name: DIFFERS_BY_TIME }) }),
    ]);

  /** A picture of a page that has come to rest. */
  async function stillPicture(page: Page): Promise<Buffer> {
    let before = await pictureOf(page);
    return vi.waitFor(async () => {
      const now = await pictureOf(page);
      const { pixels } = pictureDifference(before, now);
      before = now;
      expect(pixels).toBe(0);
      return now;
    }, PATIENCE);
  }

  /** Whether a page becomes what a picture of the repository shows. */
  async function isAsBefore(page: Page, name: string): Promise<boolean> {
    const expected = await baselinePicture(name);
    let actual = expected;
    const compare = async () => {
      actual = await pictureOf(page);
      expect(pictureDifference(expected, actual).pixels).toBeLessThanOrEqual(MAX_PIXELS);
    };
    try {
      await vi.waitFor(compare, PATIENCE);
      return true;
    } catch {
      await showPicture(name, actual);
      await showPicture(`${name}-difference`, pictureDifference(expected, actual).drawn);
      return false;
    }
  }

  test.for(VIEW_NAMES)('are those of the repository: %s', async (view, { skip }) => {
    const page = await used.visit('administrator', { device: VIEWS[view], prepare: prepareSteadyPage });
    const reason = IS_UPDATE ? undefined : await reasonNotToCompare(page);
    if (reason !== undefined) {
      console.warn(`SKIPPED: the pictures of the main pages: ${reason}`);
      skip(reason);
    }
    const different: string[] = [];
    for (const pageName of MAIN_PAGES) {
      const name = pictureName(pageName, view);
      await open(page, pageName);
      if (IS_UPDATE) await keepPicture(page, name, await stillPicture(page));
      else if (!(await isAsBefore(page, name))) different.push(name);
    }
    expect(different, 'see their pictures in tests/console/dist/snapshots').toEqual([]);
  });

  // In any browser.
  test('would tell a small change', async () => {
    const page = await used.visit('administrator', { device: VIEWS.light, prepare: prepareSteadyPage });
    await open(page, 'webhooks');
    let before = await stillPicture(page);
    const told: string[] = [];
    for (const [name, change] of Object.entries(CHANGES)) {
      await page.evaluate(change);
      const after = await pictureOf(page);
      if (pictureDifference(before, after).pixels > MAX_PIXELS) told.push(name);
      before = after;
    }
    expect(told).toEqual(Object.keys(CHANGES));
  });
});
