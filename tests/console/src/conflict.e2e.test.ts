import { describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { createCustomer } from './customers.js';
import { axeFindings } from './page-checks.js';
import { useConsole } from './use-console.js';

/** For two people on a loaded machine. */
const TIMEOUT_MILLIS = 120_000;
/** The service refuses the later of two edits, which the browser reports as an error. */
const REFUSED = /status of 412.*profiles\.patch/;

describe.skipIf(!CAN_RUN)('two people edit the same customer', { timeout: TIMEOUT_MILLIS }, () => {
  const used = useConsole();

  /** One begins to edit the email; meanwhile another one saves it, and the first one saves too. */
  async function meet(surname: string) {
    const customerNumber = await createCustomer(used.stack.api, {
      ...{ firstName: 'Mona', surname, telephoneNumberNoCountryCode: '41234951', email: `${surname}@exampel.com` },
    });
    const path = `/customers/${customerNumber}`;
    const slow = await used.visit('agent', { path, expected: REFUSED });
    await slow.getByRole('button', { name: 'Edit: Email' }).click();
    await slow.getByRole('textbox', { name: 'Email' }).fill(`${surname}@example.net`);
    const quick = await used.visit('administrator', { path });
    await quick.getByRole('button', { name: 'Edit: Email' }).click();
    await quick.getByRole('textbox', { name: 'Email' }).fill(`${surname}@example.com`);
    await quick.getByRole('button', { name: 'Save' }).click();
    await quick.getByText(`${surname}@example.com not verified`).waitFor();
    await slow.getByRole('button', { name: 'Save' }).click();
    const dialog = slow.getByRole('dialog', { name: 'The customer has been changed meanwhile' });
    await dialog.waitFor();
    return { customerNumber, page: slow, dialog };
  }

  test('and the later one sees both versions side by side, and keeps what is saved', async () => {
    const { customerNumber, page, dialog } = await meet('lien');
    expect(await dialog.innerText()).toContain('administrator (entur-console) saved another version');
    const row = dialog.getByRole('row').filter({ hasText: 'Email' });
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      'lien@exampel.com',
      'lien@example.com',
      'lien@example.net',
    ]);
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep what is saved' }).click();
    await page.getByText('lien@example.com not verified').waitFor();
    expect((await used.stack.api.profiles.get({ customerNumber })).email).toBe('lien@example.com');
  });

  test('and the later one saves anyway', async () => {
    const { customerNumber, page, dialog } = await meet('moe');
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await page.getByText('moe@example.net not verified').waitFor();
    const { email, changedBy } = await used.stack.api.profiles.get({ customerNumber });
    expect([email, changedBy]).toEqual(['moe@example.net', 'agent']);
  });

  test('and Escape keeps what is saved', async () => {
    const { customerNumber, page, dialog } = await meet('rud');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('rud@example.com not verified').waitFor();
    expect((await used.stack.api.profiles.get({ customerNumber })).email).toBe('rud@example.com');
  });

  test('and a third version that comes before the choice is shown too', async () => {
    const { customerNumber, page, dialog } = await meet('sand');
    await used.stack.api.profiles.patch({ customerNumber, firstName: 'Monika' });
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    const row = page.getByRole('dialog').getByRole('row').filter({ hasText: 'First name' });
    await row.getByText('Monika').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save mine' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect
      .poll(async () => (await used.stack.api.profiles.get({ customerNumber, includeECards: false })).email)
      .toBe('sand@example.net');
  });
});
