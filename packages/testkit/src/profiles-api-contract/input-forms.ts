import { describe, expect, test } from 'vitest';
import { newCard } from './cards.js';
import {
  type CreateBody,
  createBody,
  daysFromNow,
  type NewOrganisation,
  newEmail,
  unique,
  updateBody,
} from './organisation.js';
import { expectBadInput, expectRefusal, refusalOf } from './refusals.js';

// The forms in which callers may write a value (contract, section 1), and how it is stored and found again.

const ADDRESS = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' } as const;
/** Texts that print nothing: blank, zero width space, Hangul filler, tab and line break. */
const BLANKS = ['', ' ', '\u200b', '\u3164', '\t\n'];

export function inputFormsContract(newOrganisation: NewOrganisation): void {
  describe('blank text', () => {
    test.each(BLANKS)('%j in an optional field of create counts as not given', async (blank) => {
      const { create } = newOrganisation();
      const plain = await create();
      const customer = await create({
        ...{ email: blank, vippsId: blank, countryCode: blank, telephoneNumberNoCountryCode: blank, password: blank },
        ...{
          telephoneNumber: blank,
          landlineNumber: blank,
          dateOfBirth: blank,
          nationality: blank,
          customerRef: blank,
        },
        ...{ expirationDate: blank, languagePreferenceISO6393: blank, invoiceOrganisationId: blank },
        profileType: blank as 'S',
      });
      expect(Object.keys(customer).sort()).toEqual(Object.keys(plain).sort());
      expect(customer.customerRef).toBe(String(customer.customerNumber));
    });

    test('in an optional field of update leaves the stored value as it is', async () => {
      const { create, update } = newOrganisation();
      const customer = await create({ email: newEmail(), vippsId: unique(), postalAddresses: [ADDRESS] });
      const updated = await update(customer, { email: '\u200b', vippsId: ' ', nationality: '', status: '' as 'A' });
      expect(updated).toMatchObject({ email: customer.email, vippsId: customer.vippsId, status: 'A' });
    });

    test.each(BLANKS)('%j is refused where a text is required', async (blank) => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      await expectBadInput(create({ surname: blank, firstName: blank }), ['surname', 'firstName'], 606);
      await expectBadInput(create({ createdBy: blank }), ['createdBy']);
      const address = { ...ADDRESS, town: blank, postCode: blank };
      await expectBadInput(api.postalAddresses.add({ customerNumber, ...address }), ['town', 'postCode']);
      await expectBadInput(api.notes.add({ customerNumber, text: blank }), ['text']);
      await expectBadInput(api.customerAccounts.add({ customerNumber, accountId: blank }), ['accountId']);
    });

    test('is no name, but a temporary customer needs none', async () => {
      const { create } = newOrganisation();
      const temporary = { profileType: 'T', expirationDate: daysFromNow(1) } as const;
      expect(await create({ ...temporary, surname: '\u200b', firstName: ' ' })).toMatchObject({
        surname: '',
        firstName: '',
      });
    });
  });

  describe('telephone numbers', () => {
    test.each(['40612233', '4740612233', '004740612233', '(+47) 40 61 22 33', 'tel:+4740612233', '\uff0b4740612233'])(
      '%s is stored as the pair, and found in every form',
      async (telephoneNumber) => {
        const { api, create } = newOrganisation();
        const customer = await create({ telephoneNumber });
        const pair = { countryCode: '+47', telephoneNumberNoCountryCode: '40612233' };
        expect(customer).toMatchObject({ ...pair, telephoneNumber: '+4740612233' });
        for (const criteria of [{ telephoneNumber }, pair, { telephoneNumber: '47 406 12 233' }]) {
          expect(await api.profiles.find(criteria)).toMatchObject([{ customerNumber: customer.customerNumber }]);
        }
      },
    );

    test.each([
      [{ telephoneNumber: '40612233 ext 5' }, 'telephoneNumber'],
      [{ telephoneNumber: 'abc' }, 'telephoneNumber'],
      [{ landlineNumber: '22123456 x 12' }, 'landlineNumber'],
      [{ countryCode: '+4', telephoneNumberNoCountryCode: '740612233' }, 'countryCode'],
      [{ countryCode: '47', telephoneNumberNoCountryCode: '40612233' }, 'countryCode'],
      [{ countryCode: '+46', telephoneNumberNoCountryCode: '+4740612233' }, 'telephoneNumberNoCountryCode'],
    ])('%j is refused (605), in a search too', async (fields, path) => {
      const { api, create } = newOrganisation();
      await expectBadInput(create(fields), [path], 605);
      await expectBadInput(api.profiles.find(fields), [path], 605);
    });

    test('a landline is answered as it was sent, and found in every form', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber, landlineNumber } = await create({ landlineNumber: '(+47) 22 12 34 56' });
      expect(landlineNumber).toBe('(+47) 22 12 34 56');
      for (const form of ['22123456', '4722123456', '0047 22-12-34-56']) {
        expect(await api.profiles.find({ landlineNumber: form })).toMatchObject([{ customerNumber }]);
      }
    });
  });

  describe('codes and numbers', () => {
    test('are read in any case, and answered in upper case', async () => {
      const { create } = newOrganisation();
      const customer = await create({
        nationality: 'xxa',
        languagePreferenceISO6393: 'sme',
        invoiceOrganisationId: 'NO 974 760 673 MVA',
        postalAddresses: [
          { ...ADDRESS, countryCode: 'nor' },
          { ...ADDRESS, postCode: '10000', countryCode: 'xkk' },
        ],
      });
      expect(customer).toMatchObject({
        nationality: 'XXA',
        languagePreferenceISO6393: 'SME',
        languagePreference: 'SE',
        invoiceOrganisationId: '974760673',
        postalAddresses: [{ countryCode: 'NOR' }, { countryCode: 'XKX' }],
      });
    });

    test.each([
      [{ invoiceOrganisationId: '000000000' }, 'invoiceOrganisationId'],
      // Retired in 2024 and in 2026.
      [{ languagePreferenceISO6393: 'DEK' }, 'languagePreferenceISO6393'],
      [{ languagePreferenceISO6393: 'SHL' }, 'languagePreferenceISO6393'],
    ])('%j is refused', async (fields, path) => {
      await expectBadInput(newOrganisation().create(fields), [path]);
    });

    test('an invoice customer is found by any form of the number, a post code without its blanks', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create({
        invoiceOrganisationId: '974760673',
        postalAddresses: [{ ...ADDRESS, postCode: '114 55', countryCode: 'SWE' }],
      });
      for (const criteria of [
        { invoiceOrganisationId: 'NO974760673MVA' },
        { postCode: '11455' },
        { postCode: '114-55' },
      ]) {
        expect(await api.profiles.find(criteria)).toMatchObject([{ customerNumber }]);
      }
    });

    test('a card is found by its number as a response shows it, and with blanks', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      const card = { ...newCard({ customerNumber }), ecardNumber: Math.floor(Math.random() * 900_000_000) + 1 };
      const { ecardNumber, ecardNumber16digits } = await api.ecards.add(card);
      const groups = ecardNumber16digits.replace(/(\d{4})(?=\d)/g, '$1 ');
      for (const shown of [String(ecardNumber), String(ecardNumber).padStart(10, '0'), ecardNumber16digits, groups]) {
        expect(await api.profiles.getByEcard({ ecardNumber: shown })).toMatchObject({ customerNumber });
      }
    });

    test('an ownership does not end before it starts', async () => {
      const { api, create } = newOrganisation();
      const card = newCard(await create());
      await expectBadInput(api.ecards.add({ ...card, endOfOwnership: '2025-12-31' }), ['endOfOwnership']);
    });
  });

  describe('times', () => {
    test('a verification without its value, or in the future, is refused [VERIFIED-1]', async () => {
      const { create, update } = newOrganisation();
      const path = 'telephoneNumberVerifiedAt';
      await expectBadInput(create({ telephoneNumberVerifiedAt: '2020-01-01' }), [path]);
      const future = { telephoneNumber: '40612233', telephoneNumberVerifiedAt: daysFromNow(1) };
      await expectBadInput(create(future), [path]);
      const customer = await create({ email: newEmail() });
      await expectBadInput(update(customer, { email: null, emailVerifiedAt: '2020-01-01' }), ['emailVerifiedAt']);
      const address = { ...ADDRESS, verifiedAt: daysFromNow(1) };
      await expectBadInput(create({ postalAddresses: [address] }), ['postalAddresses.0.verifiedAt']);
    });

    test('a temporary customer ends in the future', async () => {
      const { create } = newOrganisation();
      await expectBadInput(create({ profileType: 'T', expirationDate: daysFromNow(-1) }), ['expirationDate']);
    });

    test('a bare day is the start of that day in UTC', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create();
      const card = await api.ecards.add({ ...newCard({ customerNumber }), startOfOwnership: '2026-02-01' });
      expect(card.startOfOwnership).toBe('2026-02-01T00:00:00.000Z');
      const gone = await api.profiles.deactivate({ customerNumber, expirationDate: '2099-12-31' });
      expect(gone.expirationDate).toBe('2099-12-31T00:00:00.000Z');
    });
  });

  describe('passwords', () => {
    // NIST SP 800-63B, 5.1.1.2. A Mac sends the decomposed form, Windows the composed one.
    test('are the same in every Unicode form', async () => {
      const { api, create } = newOrganisation();
      const email = newEmail();
      const { customerNumber } = await create({ email, password: 'Cafe\u0301 au lait 12' });
      const signIn = (password: string) => api.credentials.verify({ email, password });
      expect(await signIn('Caf\u00e9 au lait 12')).toMatchObject({ customerNumber });
      expect(await signIn('Caf\u00e9 au lait \uff11\uff12')).toMatchObject({ customerNumber });
      await expectRefusal(signIn('Cafe au lait 12'), 611, 401);
      const change = { customerNumber, currentPassword: 'Caf\u00e9 au lait 12', newPassword: '\uff4eytt passord 77' };
      await api.credentials.changePassword(change);
      expect(await signIn('nytt passord 77')).toMatchObject({ customerNumber });
    });

    test('a blank current password is none: without :admin it is refused (403)', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create({ email: newEmail(), password: 'correct horse battery' });
      const newPassword = 'another horse battery';
      for (const currentPassword of BLANKS) {
        await expectRefusal(api.credentials.changePassword({ customerNumber, currentPassword, newPassword }), 610, 403);
      }
    });
  });

  describe('one response names every error', () => {
    test('of fields, of nested fields and of rules across fields', async () => {
      const { api, create, organisationId } = newOrganisation();
      const body = {
        ...{
          ...createBody(organisationId),
          surname: ' ',
          email: 'x',
          countryCode: '+47',
          surnam: 'x',
          dateOfBirth: '1',
        },
        postalAddresses: [
          { ...ADDRESS, town: '' },
          { ...ADDRESS, postCode: '1' },
        ],
      };
      const error = await refusalOf(api.profiles.create(body as CreateBody));
      expect(error.details.errors?.map(({ path }) => path).sort()).toEqual(
        [
          ...['surname', 'email', 'telephoneNumberNoCountryCode', 'surnam', 'dateOfBirth'],
          ...['postalAddresses.0.town', 'postalAddresses.1.postCode'],
        ].sort(),
      );
      const customer = await create({ postalAddresses: [ADDRESS] });
      const [{ id = 0 } = {}] = customer.postalAddresses ?? [];
      const twice = {
        ...updateBody(customer),
        changedBy: '',
        postalAddresses: [
          { ...ADDRESS, id },
          { ...ADDRESS, id },
        ],
      };
      await expectBadInput(api.profiles.update(twice), ['changedBy', 'postalAddresses.1.id']);
    });

    test('a lone asterisk is no criterion', async () => {
      const { api } = newOrganisation();
      await expectBadInput(api.profiles.find({ email: '*' }), ['email']);
      await expectBadInput(api.profiles.search({ surname: '*', perPage: 0 }), ['surname', 'perPage']);
    });
  });
}
