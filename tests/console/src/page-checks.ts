import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The violations that axe finds on the page as it is shown now: each rule, and the elements that break it. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run({ resultTypes: ['violations'] })`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

/** The elements that are wider than the window, which would make the page scroll sideways. */
export async function tooWide(page: Page): Promise<string[]> {
  const { isScrolling, wide } = await page.evaluate<{ isScrolling: boolean; wide: string[] }>(`({
    isScrolling: document.documentElement.scrollWidth > innerWidth,
    wide: [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth)
      .map((element) => element.tagName + '.' + element.className),
  })`);
  return isScrolling ? ['the page scrolls sideways', ...wide] : [];
}
