import { describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { createCustomer } from './customers.js';
import { useConsole } from './use-console.js';

/** For a loaded machine. */
const TIMEOUT_MILLIS = 120_000;
/** The service refuses an input, which the browser reports as an error. */
const REFUSED = /status of 400/;

describe.skipIf(!CAN_RUN)('a form that is not filled in correctly', { timeout: TIMEOUT_MILLIS }, () => {
  const used = useConsole();

  test.each([
    {
      ...{ locale: 'en-GB', edit: 'Edit: Email', email: 'Email', save: 'Save', add: 'Add a card' },
      ...{
        emailForm: 'Write an email such as kari@example.no',
        required: 'Fill in this field.',
        digits: 'Card number',
      },
      refused: 'Card number: Write all sixteen digits of the card.',
    },
    {
      ...{ locale: 'nb-NO', edit: 'Endre: E-post', email: 'E-post', save: 'Lagre', add: 'Legg til et kort' },
      ...{ emailForm: 'Skriv en e-postadresse som kari@example.no', required: 'Fyll ut dette feltet.' },
      ...{ digits: 'Kortnummer', refused: 'Kortnummer: Skriv alle seksten sifre på kortet.' },
    },
  ])('says why in the language of the console: $locale', async (texts) => {
    const customerNumber = await createCustomer(used.stack.api, {
      ...{ firstName: 'Gro', surname: 'Li', telephoneNumberNoCountryCode: '41234961' },
    });
    const page = await used.visit('agent', {
      ...{ path: `/customers/${customerNumber}`, device: { locale: texts.locale }, expected: REFUSED },
    });
    const form = page.locator('form.form');
    await page.getByRole('button', { name: texts.edit }).click();
    const email = page.getByRole('textbox', { name: texts.email });
    await email.fill('grå@example.com');
    await form.getByRole('button', { name: texts.save }).click();
    await form.getByText(texts.emailForm).waitFor();
    const id = await form.getByText(texts.emailForm).getAttribute('id');
    expect(await email.getAttribute('aria-describedby')).toContain(id);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: texts.add }).click();
    await form.getByRole('button', { name: texts.save }).click();
    await form.getByText(texts.required).waitFor();
    await page.getByRole('textbox', { name: texts.digits }).fill('123');
    await form.getByRole('button', { name: texts.save }).click();
    await form.getByRole('alert').getByText(texts.refused, { exact: true }).waitFor();
    expect(await form.innerText()).not.toMatch(/ecardOperator|Expected/);
  });
});

describe.skipIf(!CAN_RUN)('a customer', { timeout: TIMEOUT_MILLIS }, () => {
  const used = useConsole();

  test.each([
    ['en-GB', 'Norwegian Bokmål'],
    ['nb-NO', 'norsk bokmål'],
  ])('has the name of the language, not its code: %s', async (locale, name) => {
    const customerNumber = await createCustomer(used.stack.api, {
      ...{ firstName: 'Siv', surname: 'Mo', telephoneNumberNoCountryCode: '41234962' },
      languagePreferenceISO6393: 'NOB',
    });
    const page = await used.visit('reader', { path: `/customers/${customerNumber}`, device: { locale } });
    await page.locator('dl').getByText(name, { exact: true }).waitFor();
  });
});
