import { type Profile, type SearchCriterion, type SearchKind, type SearchTerm, wordTerms } from '@profiles/domain';
import { describe, expect, test } from 'vitest';
import { changed, merged, saved } from './given.js';
import type { StoreScene } from './store-under-test.js';

const AT = '2026-01-31T08:15:30.123Z';
const FINDABLE: Partial<Profile> = {
  firstName: 'Bjørn',
  surname: 'Sæther',
  email: 'Bjorn.S@Example.no',
  countryCode: '+47',
  telephoneNumberNoCountryCode: '91234567',
  landlineNumber: '22334455',
  dateOfBirth: '1985-04-12',
  vippsId: 'vipps-77',
  invoiceOrganisationId: '974760673',
  postalAddresses: [
    {
      id: 1,
      town: 'Tromsø',
      postCode: '9008',
      typeOfAddress: 'P',
      countryCode: 'NOR',
      addressLine1: 'Storgata 7B',
      createdAt: AT,
      changedAt: AT,
    },
  ],
  personnelTickets: [
    { id: 't', ticketRightOwner: 'VY', ticketRightBearer: 'SJ', validFrom: AT, validTo: AT, ticketHolderCode: 'x' },
  ],
};

const KINDS: readonly [SearchKind, string][] = [
  ['firstName', 'bjorn O'],
  ['surname', 'sather E'],
  ['email', 'bjorn.s@example.no'],
  ['phone', '+4791234567'],
  ['landline', '+4722334455'],
  ['born', '1985-04-12'],
  ['address', 'storgata'],
  ['address', 'tromso o,O'],
  ['address', '7b'],
  ['postCode', '9008'],
  ['vipps', 'vipps-77'],
  ['invoice', '974760673'],
  ['ticketOwner', 'VY'],
  ['ticketBearer', 'SJ'],
];

const exact = (kind: SearchKind, text: string): SearchTerm => ({ kind, text, match: 'exact' });
const prefix = (kind: SearchKind, text: string): SearchTerm => ({ kind, text, match: 'prefix' });

function finder({ store, organisationId }: StoreScene) {
  return async (terms: readonly SearchCriterion[], { limit = 1000, includeTemporary = false } = {}) =>
    (await store.find({ organisationId, terms, includeTemporary, limit })).map((profile) => profile.customerNumber);
}

export function findContract(newScene: () => StoreScene): void {
  describe('find', () => {
    test.each(KINDS)('a profile is found by its %s (%s), whole or by its beginning', async (kind, text) => {
      const scene = newScene();
      const { customerNumber } = await saved(scene, FINDABLE);
      await saved(scene, { surname: 'Annen', firstName: 'Person' });
      const find = finder(scene);
      expect(await find([exact(kind, text)])).toEqual([customerNumber]);
      expect(await find([prefix(kind, text)])).toEqual([customerNumber]);
      expect(await find([prefix(kind, text.slice(0, -1))])).toEqual([customerNumber]);
      expect(await find([exact(kind, text.slice(0, -1))])).toEqual([]);
      expect(await find([prefix(kind, `${text}x`)])).toEqual([]);
      expect(await find([prefix(kind, text.slice(1))])).toEqual([]);
    });

    test('all criteria must be met, by one profile', async () => {
      const scene = newScene();
      const both = await saved(scene, { firstName: 'Kari', surname: 'Nordmann' });
      await saved(scene, { firstName: 'Kari', surname: 'Hansen' });
      await saved(scene, { firstName: 'Ola', surname: 'Nordmann' });
      const find = finder(scene);
      expect(await find([prefix('firstName', 'kar'), prefix('surname', 'nord')])).toEqual([both.customerNumber]);
      expect(await find([exact('firstName', 'kari'), exact('firstName', 'ola')])).toEqual([]);
    });

    test('two words of one name may stand in any order', async () => {
      const scene = newScene();
      const { customerNumber } = await saved(scene, { firstName: 'Anne-Marie Kari' });
      const find = finder(scene);
      expect(await find([prefix('firstName', 'kari'), prefix('firstName', 'mar')])).toEqual([customerNumber]);
    });

    test('[FIND-1] a word is found by any of its spellings, in whole or in part, and by no other', async () => {
      const scene = newScene();
      const { customerNumber } = await saved(scene, { firstName: 'Anne-Marie', surname: 'Määttälä O’Connor-Lynd' });
      const byFirstName = (text: string) => finder(scene)(wordTerms('firstName', text));
      const bySurname = (text: string) => finder(scene)(wordTerms('surname', text));
      for (const text of ['annemarie', 'Anne-Marie', 'anne marie', 'marie', 'annem', 'anne-m']) {
        expect(await byFirstName(text), text).toEqual([customerNumber]);
      }
      for (const text of [
        'Maattala',
        'maeaett',
        'Mæætt',
        'oconnor',
        "o'connor",
        'connorlynd',
        'Lünd',
        'o’connor-lynd',
      ]) {
        expect(await bySurname(text), text).toEqual([customerNumber]);
      }
      for (const text of ['Lund', 'Måttela', 'Matte', 'connor-lund']) {
        expect(await bySurname(text), text).toEqual([]);
      }
      expect(await byFirstName('anna-marie')).toEqual([]);
    });

    test('signs that mean something elsewhere mean only themselves', async () => {
      const scene = newScene();
      const dotted = await saved(scene, { email: 'a.b+c@example.no', vippsId: 'a*(b)[$' });
      await saved(scene, { email: 'axb+c@example.no', vippsId: 'aab' });
      const find = finder(scene);
      expect(await find([prefix('email', 'a.b')])).toEqual([dotted.customerNumber]);
      expect(await find([exact('email', 'a.b+c@example.no')])).toEqual([dotted.customerNumber]);
      expect(await find([prefix('vipps', 'a*(')])).toEqual([dotted.customerNumber]);
      expect(await find([prefix('email', '.*')])).toEqual([]);
    });

    test('a prefix is met by what goes on with any character of any script', async () => {
      const scene = newScene();
      const found = [];
      for (const rest of ['', '\u007e', 'å', '\u{10ffff}', '\uffee', '😀']) {
        found.push((await saved(scene, { vippsId: `id${rest}` })).customerNumber);
      }
      await saved(scene, { vippsId: 'ie' });
      expect(await finder(scene)([prefix('vipps', 'id')])).toEqual(found);
    });

    test('profiles come by customerNumber, the lowest first, and no more than the limit', async () => {
      const scene = newScene();
      const numbers = [];
      for (let i = 0; i < 6; i++) numbers.push(await scene.store.nextCustomerNumber());
      // Written in another order than they are numbered.
      for (const customerNumber of [...numbers].reverse()) {
        await saved(scene, { customerNumber, customerRef: String(customerNumber) });
      }
      const find = finder(scene);
      expect(await find([prefix('surname', 'nordmann')])).toEqual(numbers);
      expect(await find([prefix('surname', 'nordmann')], { limit: 2 })).toEqual(numbers.slice(0, 2));
      expect(await find([], { limit: 5 })).toEqual(numbers.slice(0, 5));
    });

    test('temporary profiles show only when they are asked for', async () => {
      const scene = newScene();
      const temporary = await saved(scene, { profileType: 'T', surname: 'Gjest' });
      const find = finder(scene);
      expect(await find([exact('surname', 'gjest')])).toEqual([]);
      expect(await find([exact('surname', 'gjest')], { includeTemporary: true })).toEqual([temporary.customerNumber]);
    });

    test('another organisation finds nothing', async () => {
      await saved(newScene(), FINDABLE);
      expect(await finder(newScene())([exact('surname', 'sather E')])).toEqual([]);
    });

    test('merged and deactivated profiles never appear, profiles at rest do', async () => {
      const scene = newScene();
      const { target } = await merged(scene, await saved(scene), await saved(scene));
      await changed(scene, await saved(scene), { status: 'D' });
      const resting = await changed(scene, await saved(scene), { status: 'P' });
      const found = await finder(scene)([prefix('surname', 'nordmann')]);
      expect(found).toEqual([target.customerNumber, resting.customerNumber].sort((a, b) => a - b));
    });

    test('a change is found at once, and what it replaced is not', async () => {
      const scene = newScene();
      const after = await changed(scene, await saved(scene, { surname: 'Gammel' }), { surname: 'Nylig' });
      const find = finder(scene);
      expect(await find(wordTerms('surname', 'nylig'))).toEqual([after.customerNumber]);
      expect(await find(wordTerms('surname', 'gammel'))).toEqual([]);
    });
  });
}
