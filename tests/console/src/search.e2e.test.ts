import type { Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { createCustomer, importCustomers } from './customers.js';
import { axeFindings } from './page-checks.js';
import { useConsole } from './use-console.js';

const TIMEOUT_MILLIS = 180_000;
/** A list of any length has no more entries than these in the document. */
const MAX_IN_DOCUMENT = 60;
/** The messages of the browser itself about calls that fail. */
const NO_NETWORK = /net::ERR_/;

/** A loaded machine is slow. */
const PATIENCE = { timeout: 30_000 };
const ROWS = 10_000;
const FIRST_PAGE = 20;

interface SearchBody {
  readonly result: { readonly data: { items: { readonly customerNumber: number }[]; nextCursor?: string } };
}

/** Makes a search find this many: its second page is that of the service, again and again under other customer numbers. */
function manyOf(count: number) {
  return async (route: Route) => {
    const response = await route.fetch();
    const body = (await response.json()) as SearchBody;
    const { data } = body.result;
    const isFurther = route.request().postData()?.includes('"cursor"') === true;
    if (isFurther) {
      const { items } = data;
      const [first] = items;
      if (first === undefined) throw new Error('The second page is empty.');
      data.items = Array.from({ length: count - FIRST_PAGE }, (_, index) => ({
        ...(items[index % items.length] ?? first),
        customerNumber: 90_000_000 + index,
      }));
    }
    await route.fulfill({ response, json: body });
  };
}

describe.skipIf(!CAN_RUN)('a search', { timeout: TIMEOUT_MILLIS }, () => {
  const used = useConsole();

  test('that finds many customers shows all of them, step by step, and few are in the document', async () => {
    await importCustomers(used.stack.api, { surname: 'Mengde', count: 250, firstTelephone: 41_500_000 });
    const page = await used.visit('agent');
    await page.getByRole('searchbox').fill('Mengde');
    const more = page.getByRole('button', { name: 'Show more' });
    const list = page.getByRole('grid', { name: 'Customers found' });
    await page.getByText('The first 20 customers', { exact: true }).waitFor();
    expect(await list.getByRole('row').count()).toBe(20);
    for (const count of ['The first 120 customers', 'The first 220 customers', '250 customers']) {
      await more.press('Enter');
      await page.getByText(count, { exact: true }).waitFor();
      await expect.poll(() => list.getByRole('row').count()).toBeLessThan(MAX_IN_DOCUMENT);
    }
    await more.waitFor({ state: 'hidden' });
    expect(await list.getAttribute('aria-rowcount')).toBe('250');
    expect(await axeFindings(page)).toEqual([]);
    // The keyboard reaches the last one.
    await page.getByRole('searchbox').press('ArrowDown');
    await page.keyboard.press('End');
    await list.getByRole('row').filter({ hasText: 'Row Mengde 249' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Row Mengde 249' }).waitFor();
  });

  test('with 10 000 customers in its list has few of them in the document, and each says its place', async () => {
    await importCustomers(used.stack.api, { surname: 'Overflod', count: 60, firstTelephone: 41_520_000 });
    const page = await used.visit('agent', { prepare: (opened) => opened.route('**/profiles.search*', manyOf(ROWS)) });
    await page.getByRole('searchbox').fill('Overflod');
    const list = page.getByRole('grid', { name: 'Customers found' });
    await page.getByText('The first 20 customers', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show more' }).press('Enter');
    await page.getByText(`${ROWS} customers`, { exact: true }).waitFor();
    await expect.poll(() => list.getAttribute('aria-rowcount'), PATIENCE).toBe(String(ROWS));
    const rows = list.getByRole('row');
    await page.getByRole('searchbox').press('ArrowDown');
    for (const [key, place] of [
      ['Home', 1],
      ['End', ROWS],
    ] as const) {
      await page.keyboard.press(key);
      await expect
        .poll(() => list.locator('[role=row]:focus').getAttribute('aria-rowindex'), PATIENCE)
        .toBe(String(place));
      expect(await rows.count()).toBeLessThan(MAX_IN_DOCUMENT);
    }
    const middle = 'scrollTo(0, document.documentElement.scrollHeight / 2)';
    await page.evaluate(middle);
    await expect
      .poll(async () => Number(await rows.nth(2).getAttribute('aria-rowindex')), PATIENCE)
      .toBeGreaterThan(ROWS / 4);
    expect(await rows.count()).toBeLessThan(MAX_IN_DOCUMENT);
  });

  test('whose next customers cannot be read keeps those that are shown', async () => {
    const { api, network } = used.stack;
    await importCustomers(api, { surname: 'Utfall', count: 30, firstTelephone: 41_510_000 });
    const page = await used.visit('agent', { expected: NO_NETWORK });
    await page.getByRole('searchbox').fill('Utfall');
    await page.getByText('The first 20 customers', { exact: true }).waitFor();
    network.cut();
    await page.getByRole('button', { name: 'Show more' }).press('Enter');
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'The service cannot be reached' }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('grid').getByRole('row').count()).toBe(20);
    network.resume();
    await alert.getByRole('button', { name: 'Try again' }).press('Enter');
    await page.getByText('30 customers', { exact: true }).waitFor({ timeout: 60_000 });
  });

  test('finds a name with digits', async () => {
    const { api } = used.stack;
    await createCustomer(api, { firstName: 'Klasse', surname: '7B', telephoneNumberNoCountryCode: '41234811' });
    await createCustomer(api, { firstName: 'Klasse', surname: '8A', telephoneNumberNoCountryCode: '41234812' });
    const page = await used.visit('agent');
    for (const text of ['Klasse 7B', '7B', 'Klasse 7']) {
      await page.getByRole('searchbox').fill(text);
      const rows = page.locator('[aria-busy=false]').getByRole('row');
      await rows.filter({ hasText: 'Klasse 7B' }).waitFor();
      expect(await rows.filter({ hasText: 'Klasse 8A' }).count()).toBe(0);
    }
  });
});
