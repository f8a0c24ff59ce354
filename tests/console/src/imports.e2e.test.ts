import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { CAN_RUN } from './console-stack.js';
import { importCustomers } from './customers.js';
import { axeFindings } from './page-checks.js';
import { useConsole } from './use-console.js';

const TIMEOUT_MILLIS = 180_000;
/** A list of any length has no more entries than these in the document. */
const MAX_IN_DOCUMENT = 60;

describe.skipIf(!CAN_RUN)('imports', { timeout: TIMEOUT_MILLIS }, () => {
  const used = useConsole();

  /** Saves the report of refused rows, and returns its text. */
  async function report(page: Page): Promise<string> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^(Save as CSV|Lagre som CSV)$/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('refused.csv');
    return readFile(await download.path(), 'utf8');
  }

  test('a compressed CSV file in Norwegian is tried, its columns are corrected, and it is imported', async () => {
    // As a spreadsheet writes it in Western Europe: semicolons, and not UTF-8. The last column has no usual name.
    const csv = [
      'Kunde-nr;Navn;Mobil;Fødselsdato;Kontakt',
      'K-1;Åse Ødegård;912 34 001;17.05.1984;ase@example.com',
      'K-2;Nils Berg;912 34 002;31.02.1990;nils@example.com',
      'K-3;Eva Dahl;12;01.02.1991;=1+1',
      'K-4;Tor Lie;912 34 004;02.03.1992;tor@example.com',
    ].join('\r\n');
    const file = { name: 'kunder.csv.gz', mimeType: 'application/gzip', buffer: gzipSync(Buffer.from(csv, 'latin1')) };
    const page = await used.visit('administrator', { path: '/admin/imports', device: { locale: 'nb-NO' } });
    await page.locator('input[type="file"]').setInputFiles(file);
    const columns = page.getByRole('group', { name: 'Hva kolonnene er' });
    const choices = columns.getByRole('button');
    await choices.first().waitFor();
    expect(await choices.allTextContents()).toEqual([
      ...['Kundereferanse', 'Fullt navn', 'Telefon', 'Fødselsdato', 'Importeres ikke'],
    ]);
    expect(await axeFindings(page)).toEqual([]);
    await columns.getByRole('button', { name: 'Kontakt' }).press('Enter');
    await page.getByRole('option', { name: 'E-post', exact: true }).click();
    await page.getByRole('button', { name: 'Prøvekjør' }).click();
    await page.getByText('Prøvekjøringen er ferdig').waitFor();
    await page.getByText('opprettet: 2 · avvist: 2').first().waitFor();
    const refused = page.getByRole('table').getByRole('row');
    await refused
      .filter({ hasText: 'Datoen finnes ikke i kalenderen' })
      .getByRole('rowheader', { name: '3' })
      .waitFor();
    const saved = await report(page);
    expect(saved.split('\r\n').slice(0, 3)).toEqual([
      '\uFEFF_line;_reason;Kunde-nr;Navn;Mobil;Fødselsdato;Kontakt',
      '3;Ikke lesbar; Fødselsdato: Datoen finnes ikke i kalenderen.;K-2;Nils Berg;912 34 002;31.02.1990;nils@example.com'.replace(
        'Ikke lesbar; Fødselsdato: Datoen finnes ikke i kalenderen.',
        '"Ikke lesbar; Fødselsdato: Datoen finnes ikke i kalenderen."',
      ),
      // No spreadsheet takes the cell for a formula.
      expect.stringMatching(/^4;"Ikke lesbar; Mobil: .*";K-3;Eva Dahl;12;01.02.1991;'=1\+1$/),
    ]);
    // Nothing was written yet.
    const { api } = used.stack;
    const numbers = () => api.profiles.resolve({ customerReferences: ['K-1', 'K-2', 'K-3', 'K-4'] });
    expect((await numbers()).map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    await page.getByRole('button', { name: 'Importer', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Importer' }).click();
    await page.getByText('Importen er ferdig').waitFor();
    const found = await numbers();
    expect(found.map(({ outcome }) => outcome)).toEqual(['found', 'unknown', 'unknown', 'found']);
    const ase = await api.profiles.get({ customerNumber: found[0]?.customerNumber ?? 0 });
    expect(ase).toMatchObject({
      ...{ firstName: 'Åse', surname: 'Ødegård', email: 'ase@example.com', dateOfBirth: '1984-05-17' },
      ...{ countryCode: '+47', telephoneNumberNoCountryCode: '91234001', createdByChannel: 'csv' },
    });
    // The report can be mended and imported again: its own columns are no fields.
    const mended = saved.replace('31.02.1990', '28.02.1990');
    await page.locator('input[type="file"]').setInputFiles({
      ...{ name: 'mended.csv', mimeType: 'text/csv', buffer: Buffer.from(mended) },
    });
    // The columns of the new file, not of the one before.
    await expect.poll(async () => (await choices.allTextContents()).at(-1)).toBe('Importeres ikke');
    await columns.getByRole('button', { name: 'Kontakt' }).press('Enter');
    await page.getByRole('option', { name: 'E-post', exact: true }).click();
    await page.getByRole('button', { name: 'Prøvekjør' }).click();
    await page.getByText('opprettet: 1 · avvist: 1').first().waitFor();
  });

  test('an export of a CRM system is recognised, and its columns need no choice unless one wants it', async () => {
    const csv = [
      'Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number',
      '901,Siv,Hammer,siv@example.com,41239101,',
      '902,Odd,Hammer,odd@example.com,,41239102',
    ].join('\n');
    const page = await used.visit('administrator', { path: '/admin/imports' });
    await page.locator('input[type="file"]').setInputFiles({
      ...{ name: 'all-contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
    });
    const form = page.getByRole('button', { name: 'How the file is read' });
    await form.getByText('As an export of HubSpot').waitFor();
    const columns = page.getByRole('group', { name: 'What the columns are' });
    expect(await columns.count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByText('created: 2').first().waitFor();
    await form.press('Enter');
    await page.getByRole('option', { name: 'By columns that are chosen below' }).click();
    await columns.waitFor();
  });

  test('a file that is damaged or empty is refused with the reason', async () => {
    const page = await used.visit('administrator', { path: '/admin/imports' });
    const damaged = gzipSync(Buffer.from('a;b\r\n1;2')).subarray(0, 20);
    for (const [name, buffer, message] of [
      ['empty.ndjson', Buffer.alloc(0), 'The file is empty: expected a header with the column names.'],
      ['blank.csv', Buffer.from('\r\n\r\n'), 'The file is empty: expected a header with the column names.'],
      ['broken.ndjson', Buffer.from([0x7b, 0xe6, 0x7d]), 'The file is damaged or not UTF-8.'],
      ['cut-off.csv.gz', damaged, 'The file is damaged or not UTF-8.'],
    ] as const) {
      await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/plain', buffer });
      await page
        .getByRole('button', { name: 'Dry run' })
        .click({ timeout: 3_000 })
        .catch(() => undefined);
      await page.getByRole('alert').getByText(message).waitFor();
    }
  });

  test('a report of 10 000 refused rows has few of them in the document, and all of them for screen readers', async () => {
    const page = await used.visit('administrator', { path: '/admin/imports' });
    const file = {
      name: 'many.ndjson',
      mimeType: 'application/x-ndjson',
      buffer: Buffer.from('{"a":\n'.repeat(10_000)),
    };
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByText('refused: 10000').first().waitFor();
    const table = page.getByRole('table');
    expect(await table.getAttribute('aria-rowcount')).toBe('10001');
    const rows = table.locator('tr[aria-rowindex]');
    expect(await rows.count()).toBeLessThan(MAX_IN_DOCUMENT);
    expect(await axeFindings(page)).toEqual([]);
    await table.getByRole('rowheader', { name: '1', exact: true }).waitFor();
    await page.evaluate("document.querySelector('table').scrollIntoView({ block: 'end' })");
    const last = table.getByRole('rowheader', { name: '10000', exact: true });
    await expect
      .poll(async () => {
        await page.evaluate("document.querySelector('table').scrollIntoView({ block: 'end' })");
        return last.count();
      })
      .toBe(1);
    expect(await rows.last().getAttribute('aria-rowindex')).toBe('10001');
    expect(await rows.count()).toBeLessThan(MAX_IN_DOCUMENT);
    expect(await axeFindings(page)).toEqual([]);
    const saved = await report(page);
    expect(saved.trimEnd().split('\r\n')).toHaveLength(10_001);
  });

  test('a long list of events is short in the document, and its keyboard and screen reader order is whole', async () => {
    const { api } = used.stack;
    const page = await used.visit('reader', { path: '/admin/events' });
    await page.getByText('Live: new events appear here at once.').waitFor();
    await importCustomers(api, { surname: 'Number', count: 300, firstTelephone: 41_400_000 });
    const items = page.getByRole('main').locator('li[aria-setsize]');
    await expect.poll(() => items.first().getAttribute('aria-setsize'), { timeout: 60_000 }).toBe('300');
    expect(await items.count()).toBeLessThan(MAX_IN_DOCUMENT);
    expect(await axeFindings(page)).toEqual([]);
    const place = () =>
      page.evaluate<string | undefined>("document.activeElement.closest('li[aria-posinset]')?.ariaPosInSet");
    const first = items.first().getByRole('link');
    await first.focus();
    expect(await place()).toBe('1');
    // Tab goes through the list in its order, as far as it takes.
    for (let next = 2; next <= 40; next += 1) {
      await page.keyboard.press('Tab');
      expect(await place()).toBe(String(next));
    }
    // Scrolling far away does not lose the focus: Tab goes on where it was.
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await items.filter({ hasText: /./ }).last().waitFor();
    await expect.poll(() => items.last().getAttribute('aria-posinset')).toBe('300');
    expect(await place()).toBe('40');
    await page.keyboard.press('Tab');
    await expect.poll(place).toBe('41');
  });
});
