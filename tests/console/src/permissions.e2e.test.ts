import { describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { addCard, createCustomer } from './customers.js';
import { useConsole } from './use-console.js';
import type { PersonId } from './visitor.js';

/** Buttons that every reader has: they change nothing. */
const HARMLESS = /^(Menu of|Copy the customer number|Clear the search)/;

/** Three people sign in, on a loaded machine. */
const TIMEOUT_MILLIS = 120_000;

describe.skipIf(!CAN_RUN)('what a token may not do is not offered', { timeout: TIMEOUT_MILLIS }, () => {
  const used = useConsole();

  async function buttonsOf(person: PersonId, path: string): Promise<string[]> {
    const page = await used.visit(person, { path });
    await page.getByRole('heading', { name: /Time line|Likely duplicates|Who needs help/ }).waitFor();
    const buttons = await page.getByRole('button').all();
    const names = await Promise.all(
      buttons.map(async (button) => (await button.getAttribute('aria-label')) ?? (await button.innerText())),
    );
    return names.filter((name) => !HARMLESS.test(name));
  }

  test('a reader sees a customer, and no action at all', async () => {
    const { api } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Liv', surname: 'Eide', telephoneNumberNoCountryCode: '41234601', email: 'liv@example.com' },
    });
    await addCard(api, customerNumber, 3_300_000_011);
    await api.notes.add({ customerNumber, text: 'Wants letters on paper.' });
    const path = `/customers/${customerNumber}`;
    expect(await buttonsOf('reader', path)).toEqual([]);
    // The same page has them for those who may.
    const ofAgent = await buttonsOf('agent', path);
    expect(ofAgent).toEqual(expect.arrayContaining(['Edit: Email', 'Add an address', 'Add a note']));
    expect(ofAgent).not.toEqual(expect.arrayContaining(['Erase']));
    const ofAdministrator = await buttonsOf('administrator', path);
    expect(ofAdministrator).toEqual(expect.arrayContaining([...ofAgent, 'Export', 'Deactivate', 'Erase']));
  });

  test('a reader has no page that is for changes only', async () => {
    const page = await used.visit('reader');
    const pages = await page.getByRole('navigation').getByRole('link').allInnerTexts();
    expect(pages).toContain('Search');
    expect(pages).not.toContain('Merge');
  });

  test('a reader sees every page or that it is closed, changes nothing anywhere, and no call is refused', async () => {
    await used.stack.showcase();
    const { api } = used.stack;
    const [kari, ola, other] = await Promise.all(
      ['SHOWCASE-01', 'SHOWCASE-02', 'SHOWCASE-03'].map(
        async (customerReference) => (await api.profiles.getByCustomerReference({ customerReference })).customerNumber,
      ),
    );
    const [webhook] = await api.webhooks.list({});
    const page = await used.visit('reader');
    const writes: string[] = [];
    page.on('request', (request) => {
      const operation = /\/trpc\/(.+)/.exec(request.url())?.[1] ?? '';
      if (
        /\.(create|update|replace|patch|add|delete|merge|connect|unmerge|erase|deactivate|restore|mark|unmark)/.test(
          operation,
        )
      ) {
        writes.push(operation);
      }
    });
    const CLOSED = 'You have no access to this page';
    for (const [path, heading, offered] of [
      ['/', 'Who needs help?', []],
      [`/customers/${kari}`, /Kari Nordmann/, []],
      ['/duplicates', 'Likely duplicates', []],
      ['/merge', 'Merge two customers', []],
      [`/merge?customer=${ola}&source=${other}`, 'What will happen', ['Swap', 'Pick another']],
      ['/admin', 'Events', ['All', 'Pause']],
      ['/admin/events', 'Events', ['All', 'Pause']],
      ['/admin/webhooks', CLOSED, []],
      [`/admin/webhooks/${webhook?.id}`, CLOSED, []],
      ['/admin/preferences', CLOSED, []],
      ['/admin/imports', CLOSED, []],
      ['/admin/system', CLOSED, []],
      ['/nothing', 'There is no such page', []],
    ] as const) {
      await page.goto(`${used.stack.url}${path}`);
      await page.getByRole('heading', { name: heading }).first().waitFor();
      await page.getByText('Loading …').first().waitFor({ state: 'hidden' });
      const names = await Promise.all(
        (await page.locator('main').getByRole('button').all()).map(
          async (button) => (await button.getAttribute('aria-label')) ?? (await button.innerText()),
        ),
      );
      expect([path, names.filter((name) => !HARMLESS.test(name))]).toEqual([path, offered]);
    }
    expect(writes).toEqual([]);
  });

  test('an agent who is refused a page of the administration goes on to another one, and no call is refused', async () => {
    const page = await used.visit('agent', { path: '/admin/webhooks' });
    await page.getByRole('heading', { name: 'You have no access to this page' }).waitFor();
    await page.getByRole('link', { name: 'Events', exact: true }).click();
    await page.getByRole('heading', { name: 'Events', exact: true }).waitFor();
  });
});
