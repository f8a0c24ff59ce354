import { afterEach, describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { createCustomer } from './customers.js';
import { useConsole } from './use-console.js';

/** The messages of the browser about calls that fail. */
const NO_NETWORK = /net::ERR_/;
/** The client repeats a call before it gives up, and a loaded machine is slow. */
const PATIENCE = { timeout: 60_000 };
const TIMEOUT_MILLIS = 180_000;

describe.skipIf(!CAN_RUN)('when the service fails', () => {
  const used = useConsole();
  afterEach(() => used.stack.network.resume());

  test('a search says so and what to do, and goes on when it is back', { timeout: TIMEOUT_MILLIS }, async () => {
    const { api, network } = used.stack;
    await createCustomer(api, { firstName: 'Solveig', surname: 'Vik', telephoneNumberNoCountryCode: '41234801' });
    const page = await used.visit('agent', { expected: NO_NETWORK });
    network.cut();
    await page.getByRole('searchbox').fill('Solveig Vik');
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'The service cannot be reached' }).waitFor(PATIENCE);
    await alert.getByText('Check your network connection, then try again.').waitFor();
    network.resume();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row').getByText('Solveig Vik').waitFor(PATIENCE);
  });

  test('an edit is kept, and can be saved when it is back', { timeout: TIMEOUT_MILLIS }, async () => {
    const { api, network } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Jon', surname: 'Dale', telephoneNumberNoCountryCode: '41234802', email: 'jon@exampel.com' },
    });
    const page = await used.visit('agent', { path: `/customers/${customerNumber}`, expected: NO_NETWORK });
    await page.getByRole('button', { name: 'Edit: Email' }).click();
    await page.getByRole('textbox', { name: 'Email' }).fill('jon@example.com');
    network.cut();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It is not certain that the change was saved.').waitFor(PATIENCE);
    network.resume();
    expect(await page.getByRole('textbox', { name: 'Email' }).inputValue()).toBe('jon@example.com');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('jon@example.com not verified').waitFor(PATIENCE);
    expect((await api.profiles.get({ customerNumber })).email).toBe('jon@example.com');
    // The live updates have come back by themselves.
    await api.profiles.patch({ customerNumber, email: 'jon@example.net' });
    await page.getByText('jon@example.net not verified').waitFor(PATIENCE);
  });

  test('progress is shown while it is slow', { timeout: TIMEOUT_MILLIS }, async () => {
    const { api, network } = used.stack;
    const customerNumber = await createCustomer(api, {
      ...{ firstName: 'Mari', surname: 'Foss', telephoneNumberNoCountryCode: '41234803' },
    });
    const page = await used.visit('agent');
    network.holdResponses();
    await page.getByRole('searchbox').fill('Mari Foss');
    await page.getByRole('status').getByText('Searching …').waitFor();
    network.resume();
    await page.getByRole('row').getByText('Mari Foss').waitFor();
    network.holdResponses();
    await page.getByRole('row').getByText('Mari Foss').click();
    await page.getByRole('status').getByText('Loading …').waitFor();
    network.resume();
    await page.getByRole('heading', { level: 1, name: 'Mari Foss' }).waitFor();
    await page.getByRole('button', { name: 'Edit: Email' }).click();
    await page.getByRole('textbox', { name: 'Email' }).fill('mari@example.com');
    network.holdResponses();
    const save = page.getByRole('button', { name: 'Save' });
    await save.click();
    // A second click would save a second time.
    await expect.poll(() => save.isDisabled()).toBe(true);
    network.resume();
    await page.getByText('mari@example.com not verified').waitFor();
    expect((await api.profiles.get({ customerNumber })).email).toBe('mari@example.com');
  });
});
