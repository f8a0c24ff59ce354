import type { Page } from 'playwright-core';
import type { ConsoleStack } from './console-stack.js';
import { createCustomer } from './customers.js';

/** A state of the console that is looked at. Names and texts are in both languages. */
export interface Shown {
  readonly name: string;
  readonly path: string;
  /** Text that is there when the page is complete. @defaultValue its heading */
  readonly complete?: RegExp;
  /** The first actions of a person. */
  readonly open?: (page: Page) => Promise<unknown>;
  /** Puts back what `open` has changed. */
  readonly after?: () => unknown;
  /** The dialogs and menus of the page, one after the other. Escape closes each. */
  readonly dialogs?: readonly Opened[];
}

/** A dialog, form, menu or list of the page. */
interface Opened {
  /** The name of the button that opens it. */
  readonly button: RegExp;
  /** Text that is there when it is open. */
  readonly complete: RegExp;
}

/** Two rows of which the second is refused, as a file. */
const FILE = {
  name: 'customers.ndjson',
  mimeType: 'application/x-ndjson',
  buffer: Buffer.from(
    '{"firstName":"Ada","surname":"Vik","countryCode":"+47","telephoneNumberNoCountryCode":"41239001"}\n{}\n',
  ),
};

const LOADING = /^(Loading|Laster) …$/;

/** Opens a page and waits until it is complete. */
export async function openShown(page: Page, origin: string, { path, complete, open }: Shown): Promise<void> {
  await page.goto(`${origin}${path}`);
  await page.getByRole('banner').waitFor();
  await open?.(page);
  await (complete === undefined ? page.locator('main h1') : page.getByText(complete)).first().waitFor();
  await page.getByText(LOADING).first().waitFor({ state: 'hidden' });
}

/** Every page of the console for an administrator, with every dialog. Customers that pages are about are made first. */
export async function shownPages({ api, network }: ConsoleStack): Promise<Shown[]> {
  const numberOf = async (customerReference: string) =>
    (await api.profiles.getByCustomerReference({ customerReference })).customerNumber;
  const [kari, ola, other, merged] = await Promise.all(
    ['SHOWCASE-01', 'SHOWCASE-02', 'SHOWCASE-03', 'SHOWCASE-09'].map(numberOf),
  );
  const gone = await createCustomer(api, {
    ...{ firstName: 'Jorunn', surname: 'Ness', telephoneNumberNoCountryCode: '41239011' },
  });
  await api.profiles.deactivate({ customerNumber: gone });
  const mergedNumber = (await api.profiles.get({ customerNumber: kari ?? 0 })).relatedCustomerNumbers?.[0] ?? merged;
  const webhook = await api.webhooks.create({ url: 'https://example.com/events', name: 'Archive' });
  await api.webhooks.test({ webhookId: webhook.id });
  await api.imports.create({ name: 'left-open.ndjson', dryRun: false });
  let spare = 41_239_020;
  const newCustomer = () => {
    spare += 1;
    const names = { firstName: 'Sissel', surname: 'Foss' };
    return createCustomer(api, { ...names, telephoneNumberNoCountryCode: String(spare) });
  };
  const button = (page: Page, name: RegExp) => page.getByRole('button', { name }).first();
  return [
    {
      ...{ name: 'start', path: '/', complete: /Hvem hjelper du|Who needs help/ },
      dialogs: [{ button: /^(Meny for|Menu of)/, complete: /Logg ut|Sign out/ }],
    },
    {
      ...{ name: 'search', path: '/', complete: /Kari Nordmann/ },
      open: (page) => page.getByRole('searchbox').fill('Nordm'),
    },
    {
      ...{ name: 'search without a match', path: '/', complete: /Et halvt navn er nok|Half a name is enough/ },
      open: (page) => page.getByRole('searchbox').fill('Xyzzyplugh'),
    },
    {
      ...{ name: 'search that is too short', path: '/', complete: /Skriv litt til|Keep typing/ },
      open: (page) => page.getByRole('searchbox').fill('x'),
    },
    {
      ...{ name: 'service away', path: '/', complete: /Tjenesten kan ikke nås|The service cannot be reached/ },
      open: async (page) => {
        network.cut();
        await page.getByRole('searchbox').fill('Solveig');
      },
      after: () => network.resume(),
    },
    {
      ...{ name: 'customer', path: `/customers/${kari}`, complete: /ABT-4711/ },
      dialogs: [
        { button: /^(Endre: Navn|Edit: Name)$/, complete: /^(Fornavn|First name)$/ },
        { button: /^(Endre: Telefon|Edit: Telephone)$/, complete: /^(Nummer|Number)$/ },
        { button: /^(Endre|Edit): 0155 Oslo$/, complete: /Tre bokstaver|Three letters/ },
        { button: /^(Legg til en adresse|Add an address)$/, complete: /Tre bokstaver|Three letters/ },
        { button: /^(Legg til en konto|Add an account)$/, complete: /Konto-id|Account id/ },
        { button: /^(Legg til en personalbillett|Add a personnel ticket)$/, complete: /Innehaverkode|Holder code/ },
        { button: /^(Legg til et kort|Add a card)$/, complete: /Alle seksten sifre|All sixteen digits/ },
        { button: /^(Legg til et notat|Add a note)$/, complete: /^(Notat|Note)$/ },
        { button: /^(Endre|Edit): NEWSLETTER$/, complete: /^(Lagre|Save)$/ },
        { button: /^(Flytt|Move): /, complete: /Ny eier|New owner/ },
        { button: /^(Avslutt|End): /, complete: /tilhører ikke lenger|no longer belongs/ },
        { button: /^(Fjern|Remove): 0155 Oslo$/, complete: /^(Fjerne denne adressen|Remove this address)/ },
        { button: /^(Fjern|Remove): NEWSLETTER$/, complete: /^(Fjerne denne preferansen|Remove this preference)/ },
        {
          button: /^(Angre sammenslåingen|Undo the merge)$/,
          complete: /Begge kundene blir aktive|Both customers are active/,
        },
        { button: /^(Deaktiver|Deactivate)$/, complete: /72 timer|72 hours/ },
        { button: /^(Slett|Erase)$/, complete: /kan ikke angres|cannot be undone/ },
      ],
    },
    {
      ...{ name: 'access log', path: `/customers/${kari}`, complete: /\d+ (oppslag|reads)/ },
      open: (page) => button(page, /^(Vis innsynsloggen|Show the access log)$/).click(),
    },
    {
      ...{
        name: 'refused edit',
        path: `/customers/${ola}`,
        complete: /landkode med tre bokstaver|country code of three letters/,
      },
      open: async (page) => {
        await button(page, /^(Endre: Nasjonalitet|Edit: Nationality)$/).click();
        await page.getByRole('textbox', { name: /^(Nasjonalitet|Nationality)$/ }).fill('Q1Q');
        await button(page, /^(Lagre|Save)$/).click();
      },
    },
    {
      ...{ name: 'empty field', path: `/customers/${ola}`, complete: /^(Fyll ut dette feltet|Fill in this field)\.$/ },
      open: async (page) => {
        await button(page, /^(Legg til et notat|Add a note)$/).click();
        await button(page, /^(Lagre|Save)$/).click();
      },
    },
    {
      ...{ name: 'deactivated customer', path: `/customers/${gone}`, complete: /er deaktivert|is deactivated/ },
      dialogs: [{ button: /^(Gjenopprett|Restore)$/, complete: /Gjenopprette denne|Restore this/ }],
    },
    { name: 'merged-in customer', path: `/customers/${mergedNumber}`, complete: /Begge numrene|Both numbers/ },
    { name: 'unknown customer', path: '/customers/9999999', complete: /finnes ikke|There is no customer/ },
    {
      ...{ name: 'erased customer', path: '/', complete: /Kunden er slettet|The customer has been erased/ },
      open: async (page) => {
        const number = String(await newCustomer());
        await page.getByRole('searchbox').fill(number);
        await page.getByRole('row').click();
        await button(page, /^(Slett|Erase)$/).click();
        await page.getByRole('dialog').getByRole('textbox').fill(number);
        await page
          .getByRole('dialog')
          .getByRole('button', { name: /^(Slett|Erase)$/ })
          .click();
      },
    },
    { name: 'duplicates', path: '/duplicates', complete: /Liv Berg/ },
    { name: 'merge', path: '/merge', complete: /blir værende|who stays/ },
    { name: 'merge with', path: `/merge?customer=${kari}`, complete: /Kari Nordmann/ },
    { name: 'comparison', path: `/merge?customer=${ola}&source=${other}`, complete: /Disse numrene|These numbers/ },
    {
      name: 'refused merge',
      path: `/merge?customer=${ola}&source=${mergedNumber}`,
      complete: /kan ikke slås|cannot be merged/,
    },
    {
      ...{ name: 'merged', path: '/merge', complete: /er slått inn i|has been merged into/ },
      open: async (page) => {
        for (const [label, number] of [
          [/Kunden som blir|The customer who stays/, await newCustomer()],
          [/Kunden som slås inn|The customer who is merged/, await newCustomer()],
        ] as const) {
          await page.getByRole('textbox', { name: label }).fill(String(number));
          await page.getByRole('radio').click({ force: true });
        }
        await button(page, /^(Slå sammen|Merge)$/).click();
      },
    },
    { name: 'unknown page', path: '/nothing', complete: /Denne siden finnes ikke|There is no such page/ },
    {
      ...{ name: 'webhooks', path: '/admin/webhooks', complete: /Archive/ },
      dialogs: [
        { button: /^(Legg til en webhook|Add a webhook)$/, complete: /En https-adresse|An https address/ },
        { button: /^(Endre|Edit): Archive$/, complete: /En https-adresse|An https address/ },
        { button: /^Pause: Archive$/, complete: /30 dager|30 days/ },
        { button: /^(Ny hemmelighet|New secret): Archive$/, complete: /begge hemmelighetene|both secrets/ },
        { button: /^(Fjern|Remove): Archive$/, complete: /Hemmeligheten|Its secret/ },
      ],
    },
    {
      ...{ name: 'new secret', path: '/admin/webhooks', complete: /Kopier den nå|Copy it now/ },
      open: async (page) => {
        await button(page, /^(Ny hemmelighet|New secret): Archive$/).click();
        await page
          .getByRole('dialog')
          .getByRole('button', { name: /^(Ny hemmelighet|New secret)$/ })
          .click();
      },
    },
    { name: 'deliveries', path: `/admin/webhooks/${webhook.id}`, complete: /Archive/ },
    {
      ...{ name: 'preference definitions', path: '/admin/preferences', complete: /NEWSLETTER/ },
      dialogs: [
        { button: /^(Legg til en definisjon|Add a definition)$/, complete: /som NEWSLETTER|such as NEWSLETTER/ },
        { button: /^(Endre|Edit): NEWSLETTER$/, complete: /som NEWSLETTER|such as NEWSLETTER/ },
      ],
    },
    {
      ...{ name: 'imports', path: '/admin/imports', complete: /left-open\.ndjson/ },
      dialogs: [
        { button: /^(Fullfør|Complete): left-open/, complete: /ikke imot flere rader|no further rows/ },
        { button: /^(Angre|Undo): left-open/, complete: /fjernes|are removed/ },
        { button: /(Avvis raden|Refuse the row)/, complete: /^(Hopp over raden|Skip the row)$/ },
      ],
    },
    {
      ...{ name: 'dry run', path: '/admin/imports', complete: /^(Avviste rader|Refused rows)$/ },
      open: async (page) => {
        await page.locator('input[type="file"]').setInputFiles(FILE);
        await button(page, /^(Prøvekjør|Dry run)$/).click();
      },
      dialogs: [{ button: /^(Importer|Import)$/, complete: /prøvekjøringen godtok|dry run accepted/ }],
    },
    {
      ...{ name: 'events', path: '/admin/events', complete: /(revision|revisjon) 1 / },
      open: async (page) => {
        await page.getByRole('textbox', { name: /^(Kundenummer|Customer number)$/ }).fill(String(ola));
        await page.getByText(/^(Direkte|Live): /).waitFor();
      },
    },
    { name: 'system', path: '/admin/system', complete: /^(Kø hos webhooks|Backlog of webhooks)/ },
  ];
}
