import { describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { addCard, createCustomer } from './customers.js';
import { screenshot } from './screenshots.js';
import { useConsole } from './use-console.js';

describe.skipIf(!CAN_RUN)('the five tasks of customer service', () => {
  const used = useConsole();
  let cards = 0;

  test('find a customer by half a name and a telephone number', async () => {
    const { api } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Ingrid', surname: 'Solheim', telephoneNumberNoCountryCode: '41234501' },
    });
    await createCustomer(api, { firstName: 'Ivar', surname: 'Solheim', telephoneNumberNoCountryCode: '41234502' });
    const page = await used.visit('agent');
    await page.getByRole('searchbox', { name: 'Find a customer' }).pressSequentially('Solh 412 34 501');
    const found = page.getByRole('grid', { name: 'Customers found' }).getByRole('row');
    await found.getByText('Ingrid Solheim').waitFor();
    expect(await found.count()).toBe(1);
    expect(await found.innerText()).toMatch(/surname Solh[\s\S]*telephone \+?4?7?41234501/);
    await screenshot(page, 'find-customer');
    await found.click();
    await page.getByRole('heading', { level: 1, name: 'Ingrid Solheim' }).waitFor();
    expect(page.url()).toBe(`${used.stack.url}/customers/${customerNumber}`);
  });

  test('find a customer with a card that is scanned: a single match opens', async () => {
    const { api } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Gerd', surname: 'Tveit', telephoneNumberNoCountryCode: '41234503' },
    });
    const card = await addCard(api, customerNumber, 3_300_000_015);
    const page = await used.visit('agent');
    await page.keyboard.press('/');
    await page.keyboard.type(card.replaceAll(' ', ''));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Gerd Tveit' }).waitFor();
  });

  test('the results of an earlier text cannot be opened in the place of those to come', async () => {
    const { api, network, url } = used.stack;
    await createCustomer(api, { firstName: 'Early', surname: 'Holm', telephoneNumberNoCountryCode: '41234504' });
    await createCustomer(api, { firstName: 'Late', surname: 'Holm', telephoneNumberNoCountryCode: '41234505' });
    const page = await used.visit('agent');
    await page.getByRole('searchbox').fill('Early Holm');
    const row = page.getByRole('row').filter({ hasText: 'Early Holm' });
    await row.waitFor();
    network.holdResponses();
    await page.getByRole('searchbox').fill('Late Holm');
    await page.getByRole('status').getByText('Searching …').waitFor();
    await row.click({ force: true });
    await page.keyboard.press('Enter');
    expect(page.url()).toBe(`${url}/`);
    network.resume();
    // Enter was pressed in the search box: the single match of its text opens as soon as it is known.
    await page.getByRole('heading', { level: 1, name: 'Late Holm' }).waitFor();
  });

  test('correct an email', async () => {
    const { api } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Per', surname: 'Strand', telephoneNumberNoCountryCode: '41234511', email: 'per@exampel.com' },
    });
    const page = await used.visit('agent', { path: `/customers/${customerNumber}` });
    await page.getByRole('button', { name: 'Edit: Email' }).click();
    await page.getByRole('textbox', { name: 'Email' }).fill('per@example.com');
    await screenshot(page, 'correct-email');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('per@example.com not verified').waitFor();
    const { email, changedBy } = await api.profiles.get({ customerNumber });
    expect([email, changedBy]).toEqual(['per@example.com', 'agent']);
    // Through the publisher, the broker and the gateway.
    await page.getByRole('status').getByText('Latest change: Edited').waitFor();
  });

  test('move a card', async () => {
    const { api } = used.stack;
    const mother = await createCustomer(api, {
      ...{ firstName: 'Berit', surname: 'Haugland', telephoneNumberNoCountryCode: '41234521' },
    });
    const daughter = await createCustomer(api, {
      ...{ firstName: 'Sara', surname: 'Haugland', telephoneNumberNoCountryCode: '41234522' },
    });
    const card = await addCard(api, mother, 3_300_000_001);
    const page = await used.visit('agent', { path: `/customers/${mother}` });
    await page.getByRole('button', { name: `Move: ${card}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'New owner' }).fill('Sara Haug');
    await dialog.getByText('Sara Haugland').click();
    await screenshot(page, 'move-card');
    await dialog.getByRole('button', { name: 'Move' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const { ecardOwnerships } = await api.profiles.get({ customerNumber: daughter, includeECards: true });
    expect(ecardOwnerships?.map(({ endOfOwnership }) => endOfOwnership)).toEqual([undefined]);
    await page.getByRole('button', { name: `Move: ${card}` }).waitFor({ state: 'hidden' });
  });

  test('merge two profiles, and undo it', async () => {
    const { api } = used.stack;
    const same = { surname: 'Nygaard', telephoneNumberNoCountryCode: '41234531', dateOfBirth: '1971-11-02' };
    const stays = await createCustomer(api, { ...same, firstName: 'Knut', email: 'knut@example.com' });
    const other = await createCustomer(api, { ...same, firstName: 'Knut', email: 'knut@example.net' });
    const page = await used.visit('administrator', { path: '/duplicates' });
    const pair = page.getByRole('listitem').filter({ hasText: 'Knut Nygaard' });
    await screenshot(page, 'duplicates');
    await pair.getByRole('link', { name: 'Same person' }).click();
    await page.getByRole('heading', { name: 'What will happen' }).waitFor();
    await screenshot(page, 'merge');
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText(/\d+ has been merged into \d+/).waitFor();
    await screenshot(page, 'merged');
    const numbers = [stays, other];
    const merged = await api.profiles.resolve({ customerNumbers: numbers });
    expect(merged.map(({ outcome }) => outcome).toSorted()).toEqual(['found', 'merged']);
    await page.getByRole('button', { name: 'Undo the merge' }).click();
    await page.getByText('The merge has been undone').waitFor();
    const undone = await api.profiles.resolve({ customerNumbers: numbers });
    expect(undone.map(({ outcome }) => outcome)).toEqual(['found', 'found']);
  });

  test.each([
    ['a card that is scanned', (_number: number, card: string) => card.replaceAll(' ', '')],
    ['a customer number that is typed', (number: number) => String(number)],
  ])('merge from the page of a customer, with %s', async (_, textFor) => {
    const { api } = used.stack;
    cards += 1;
    const stays = await createCustomer(api, {
      ...{ firstName: 'Anne', surname: `Lie ${cards}`, telephoneNumberNoCountryCode: `4123456${cards}` },
    });
    const other = await createCustomer(api, {
      ...{ firstName: 'Anna', surname: `Lie ${cards}`, telephoneNumberNoCountryCode: `4123457${cards}` },
    });
    const card = await addCard(api, other, 3_300_000_020 + cards);
    // The number is looked up as that of a card too.
    const page = await used.visit('agent', { path: `/customers/${stays}`, expected: /404.*profiles\.getByEcard/ });
    await page.getByRole('link', { name: 'Merge with …' }).click();
    const field = page.getByRole('textbox', { name: 'The customer who is merged in' });
    await field.waitFor();
    // A scanner types, and presses Enter before the search has ended.
    await page.keyboard.type(textFor(other, card));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What will happen' }).waitFor();
    expect(page.url()).toBe(`${used.stack.url}/merge?customer=${stays}&source=${other}`);
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText(`${other} has been merged into ${stays}`).waitFor();
  });

  test('undo a merge from the time line', async () => {
    const { api } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Eli', surname: 'Ruud', telephoneNumberNoCountryCode: '41234551' },
    });
    const other = await createCustomer(api, {
      ...{ firstName: 'Eli', surname: 'Rud', telephoneNumberNoCountryCode: '41234552' },
    });
    await api.profiles.connect({ customerNumber, customerNumberToConnect: other, changedByChannel: 'webshop' });
    const page = await used.visit('administrator', { path: `/customers/${other}` });
    await page.getByText(`Customer ${other} was merged into this one`).waitFor();
    await page.getByRole('listitem').getByRole('button', { name: 'Undo the merge' }).click();
    const dialog = page.getByRole('dialog', { name: `Undo the merge of ${other}?` });
    await dialog.getByRole('button', { name: 'Undo the merge' }).click();
    await dialog.waitFor({ state: 'hidden' });
    // The number leads to its own customer again.
    await page.getByRole('heading', { level: 1, name: 'Eli Rud', exact: true }).waitFor();
    const undone = await api.profiles.resolve({ customerNumbers: [customerNumber, other] });
    expect(undone.map(({ outcome }) => outcome)).toEqual(['found', 'found']);
  });

  test('erase a customer, after the number has been typed, and get a proof', async () => {
    const { api } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Randi', surname: 'Moen', telephoneNumberNoCountryCode: '41234541' },
    });
    const page = await used.visit('administrator');
    await page.getByRole('searchbox').fill('Randi Moen');
    await page.getByRole('row').getByText('Randi Moen').click();
    await page.getByRole('button', { name: 'Erase' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase Randi Moen?' });
    const confirm = dialog.getByRole('button', { name: 'Erase' });
    const typed = dialog.getByRole('textbox', { name: `Type ${customerNumber} to confirm` });
    await typed.fill(String(customerNumber + 1));
    expect(await confirm.isDisabled()).toBe(true);
    await typed.fill(String(customerNumber));
    await screenshot(page, 'erase');
    await confirm.click();
    await page.getByRole('heading', { level: 1, name: 'The customer has been erased' }).waitFor();
    await screenshot(page, 'erased');
    const proof = await page.locator('main').innerText();
    expect(proof).toContain(String(customerNumber));
    expect(proof).toMatch(/administrator[\s\S]*no longer knows this customer/);
    expect(proof).not.toContain('Moen');
    // The search that led to the person is forgotten too.
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    const [outcome] = await api.profiles.resolve({ customerNumbers: [customerNumber] });
    expect(outcome?.outcome).toBe('unknown');
  });
});
