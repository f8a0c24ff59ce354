import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { createCustomer } from './customers.js';
import { useConsole } from './use-console.js';

/** More stops than a person puts up with. */
const MAX_STOPS = 25;

interface Focused {
  readonly name: string;
  /** Whether one sees where the focus is. */
  readonly isVisible: boolean;
}

describe.skipIf(!CAN_RUN)('by keyboard alone', () => {
  const used = useConsole();

  test('the first stop skips to the content', async () => {
    const page = await used.visit('reader');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toEqual({ name: 'Skip to content', isVisible: true });
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });

  test('a customer is found, and the email is corrected', async () => {
    const { api } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Tone', surname: 'Bakke', telephoneNumberNoCountryCode: '41234701', email: 'tone@exampel.com' },
    });
    const page = await used.visit('agent');
    const { keyboard } = page;
    await keyboard.press('/');
    await keyboard.type('Bakk 41234701');
    await page.getByRole('row').getByText('Tone Bakke').waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Tone Bakke' }).waitFor();

    const stops = await tabTo(page, 'Edit: Email');
    expect(stops.filter(({ isVisible }) => !isVisible)).toEqual([]);
    await keyboard.press('Enter');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('tone@example.com');
    await keyboard.press('Enter');
    await page.getByText('tone@example.com not verified').waitFor();
    expect((await api.profiles.get({ customerNumber })).email).toBe('tone@example.com');
    // The way goes on where the edit began.
    await expect.poll(() => focused(page)).toMatchObject({ name: 'Edit: Email' });
  });

  test('Escape leaves an edit, a dialog and the menu, and the focus returns', async () => {
    const { api } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Ivar', surname: 'Lund', telephoneNumberNoCountryCode: '41234702' },
    });
    const page = await used.visit('administrator', { path: `/customers/${customerNumber}` });
    for (const name of ['Edit: Telephone', 'Erase', 'Menu of administrator']) {
      await page.getByRole('button', { name }).press('Enter');
      await page
        .getByRole('textbox', { name: /Number|Type \d+/ })
        .or(page.getByRole('menu'))
        .waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => focused(page)).toMatchObject({ name });
    }
  });

  /** The element that has the focus. */
  function focused(page: Page): Promise<Focused> {
    return page.evaluate<Focused>(`(() => {
      const { activeElement } = document;
      const { outlineStyle, boxShadow } = getComputedStyle(activeElement);
      return {
        name: activeElement.ariaLabel ?? activeElement.textContent.trim().slice(0, 40),
        isVisible: outlineStyle !== 'none' || boxShadow !== 'none',
      };
    })()`);
  }

  /** Presses Tab until the element with this name has the focus. */
  async function tabTo(page: Page, name: string): Promise<readonly Focused[]> {
    const stops: Focused[] = [];
    while (stops.at(-1)?.name !== name) {
      if (stops.length === MAX_STOPS) throw new Error(`${name} is not near: ${JSON.stringify(stops)}`);
      await page.keyboard.press('Tab');
      stops.push(await focused(page));
    }
    return stops;
  }
});
