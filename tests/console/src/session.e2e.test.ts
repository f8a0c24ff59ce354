import type { Page, Response } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { addCard, createCustomer } from './customers.js';
import { useConsole } from './use-console.js';

/** For two sign-ins on a loaded machine. */
const TIMEOUT_MILLIS = 120_000;
/** Between the renewal, a minute before the end of a token of ten minutes, and that end. In milliseconds. */
const UNTIL_RENEWAL = 9.5 * 60_000;
const UNTIL_END = 10.5 * 60_000;

interface TokenResponse {
  readonly access_token: string;
  readonly refresh_token: string;
}

describe.skipIf(!CAN_RUN)('a session', { timeout: TIMEOUT_MILLIS }, () => {
  const used = useConsole();

  /** The tokens that the issuer gives the page, in their order. */
  function tokensOf(page: Page): { readonly given: TokenResponse[]; readonly grants: (string | null)[] } {
    const [given, grants]: [TokenResponse[], (string | null)[]] = [[], []];
    page.on('response', async (response: Response) => {
      if (response.request().method() !== 'POST' || !response.url().endsWith('/token')) return;
      grants.push(new URLSearchParams(response.request().postData() ?? '').get('grant_type'));
      if (response.ok()) given.push((await response.json()) as TokenResponse);
    });
    return { given, grants };
  }

  test('is renewed by itself, and later calls have the new token', async () => {
    const { api } = used.stack;
    await createCustomer(api, { firstName: 'Siri', surname: 'Brekke', telephoneNumberNoCountryCode: '41234901' });
    const seen: { tokens?: ReturnType<typeof tokensOf> } = {};
    const page = await used.visit('agent', {
      async prepare(opened) {
        seen.tokens = tokensOf(opened);
        await opened.clock.install();
      },
    });
    const bearers: string[] = [];
    page.on('request', (request) => {
      const { authorization } = request.headers();
      if (authorization !== undefined) bearers.push(authorization);
    });
    await page.clock.fastForward(UNTIL_RENEWAL);
    await expect.poll(() => seen.tokens?.grants).toEqual(['authorization_code', 'refresh_token']);
    await expect.poll(() => seen.tokens?.given.length).toBe(2);
    // The first token has ended by now, as far as the page knows.
    await page.clock.fastForward(2 * 60_000);
    await page.getByRole('searchbox').fill('Siri Brekke');
    await page.getByRole('row').getByText('Siri Brekke').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(new Set(bearers)).toEqual(new Set([`Bearer ${seen.tokens?.given[1]?.access_token}`]));
  });

  test('that the issuer has ended says so, and goes on with the same page after a sign-in', async () => {
    const { api, origins } = used.stack;
    const issuer = origins[2] ?? '';
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Guro', surname: 'Hagen', telephoneNumberNoCountryCode: '41234902' },
    });
    const seen: { tokens?: ReturnType<typeof tokensOf> } = {};
    const page = await used.visit('agent', {
      path: `/customers/${customerNumber}`,
      expected: /status of 400.*\/token/,
      async prepare(opened) {
        seen.tokens = tokensOf(opened);
        await opened.clock.install();
      },
    });
    await page.getByRole('heading', { level: 1, name: 'Guro Hagen' }).waitFor();
    await expect.poll(() => seen.tokens?.given.length).toBe(1);
    // A refresh token that comes twice has been stolen: the issuer ends everything that it belongs to.
    const stolen = new URLSearchParams({
      ...{ grant_type: 'refresh_token', client_id: 'profiles-console' },
      refresh_token: seen.tokens?.given[0]?.refresh_token ?? '',
    });
    const twice = [
      await fetch(`${issuer}/token`, { method: 'POST', body: stolen }),
      await fetch(`${issuer}/token`, { method: 'POST', body: stolen }),
    ];
    expect(twice.map(({ status }) => status)).toEqual([200, 400]);
    await page.clock.fastForward(UNTIL_RENEWAL);
    await expect.poll(() => seen.tokens?.grants).toEqual(['authorization_code', 'refresh_token']);
    await page.clock.fastForward(UNTIL_END - UNTIL_RENEWAL);
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { level: 1, name: 'Guro Hagen' }).waitFor();
    expect(page.url()).toBe(`${used.stack.url}/customers/${customerNumber}`);
  });

  test('ends with the sign-out, and the next person begins without anything', async () => {
    const { api } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Trine', surname: 'Solli', telephoneNumberNoCountryCode: '41234903' },
    });
    const page = await used.visit('agent', { path: `/customers/${customerNumber}` });
    await page.getByRole('heading', { level: 1, name: 'Trine Solli' }).waitFor();
    await page.getByRole('button', { name: 'Menu of agent' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    // The issuer asks whether its own session ends too.
    await page.locator('button[name="logout"]').click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/signed-out');
    await page.getByRole('button', { name: 'Sign in' }).click();
    // The issuer has forgotten who it was.
    await page.locator('button[value="reader"]').click();
    await page.getByRole('heading', { name: 'Who needs help?' }).waitFor();
    await page.getByRole('button', { name: 'Menu of reader' }).waitFor();
    expect(await page.getByText('Trine Solli').count()).toBe(0);
  });

  test('leaves nothing about a customer and no token in addresses and in the browser', async () => {
    const { api } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Torunn', surname: 'Aasgaard', telephoneNumberNoCountryCode: '41234904' },
      ...{ email: 'torunn@example.com', dateOfBirth: '1984-05-06' },
    });
    const card = await addCard(api, customerNumber, 3_300_000_041);
    const { page, addresses } = await used.visitor('administrator', { expected: /404.*profiles\.getByEcard/ });
    const box = page.getByRole('searchbox');
    // The row of the text before cannot be opened.
    const found = page.locator('[aria-busy=false]').getByRole('row').getByText('Torunn Aasgaard');
    for (const text of ['Aasgaard 41234904', 'torunn@example.com', '06.05.1984', card]) {
      await box.fill(text);
      await found.waitFor();
    }
    await found.click();
    await page.getByRole('heading', { level: 1, name: 'Torunn Aasgaard' }).waitFor();
    await page.getByRole('link', { name: 'Merge with …' }).click();
    await page.getByRole('textbox', { name: 'The customer who is merged in' }).fill('Torunn');
    await page.getByText('No customer matches').waitFor();
    const kept = await page.evaluate<string>(
      `JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])`,
    );
    const personal = /Torunn|Aasgaard|41234904|1984|0605|3300000041|eyJ/i;
    expect([kept, ...addresses.map(decodeURIComponent)].filter((text) => personal.test(text))).toEqual([]);
    // A pattern that matches nothing would hide this.
    expect(addresses.some((address) => address.includes('/trpc/profiles.search'))).toBe(true);
    expect(addresses.some((address) => address.endsWith(`/customers/${customerNumber}`))).toBe(true);
  });
});
