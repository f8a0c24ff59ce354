import { describe, expect, test } from 'vitest';
import { aProfile, aTicket, EARLIER, LATER } from '../test/given.js';
import { meets, searchTermsOf, wordTerms } from './search-terms.js';

/** Whether a first name, as it is kept, is found by what somebody asks for. */
function finds(kept: string, asked: string): boolean {
  const terms = searchTermsOf(aProfile({ firstName: kept }));
  return wordTerms('firstName', asked).every((term) => meets(terms, term));
}

describe('names', () => {
  test.each([
    ['Åse', 'Aase'],
    ['Aase', 'Åse'],
    ['A\u030ase', 'åSE'],
    ['Bjørn', 'Bjorn'],
    ['Bjorn', 'Bjørn'],
    ['Björn', 'Bjørn'],
    ['Sæther', 'Saether'],
    ['Saether', 'Sæther'],
    ['Häkkinen', 'Hækkinen'],
    ['José', 'jose'],
    ['Jose', 'José'],
    ['Anne-Marie Kari', 'kari mar'],
    ['Anne Marie', 'Anne-Marie'],
    ["O'Hara", 'hara'],
    ['Bjørn', 'bj'],
    ['Ærø Ødegård Åsæther Øyå', 'aasaether oyaa'],
  ])('%s is found by %s', (kept, asked) => {
    expect(finds(kept, asked)).toBe(true);
  });

  test.each([
    ['Anne', 'nne'],
    ['Anne', 'Anneli'],
    ['Anne Kari', 'Anne Ola'],
    ['Bjørn', 'Bjarn'],
  ])('%s is not found by %s', (kept, asked) => {
    expect(finds(kept, asked)).toBe(false);
  });

  test('a first name is not a surname', () => {
    const terms = searchTermsOf(aProfile({ firstName: 'Kari', surname: 'Berg' }));
    expect(wordTerms('surname', 'kari').every((term) => meets(terms, term))).toBe(false);
  });
});

describe('terms', () => {
  test('every field that can be searched has its term', () => {
    const profile = aProfile({
      email: 'Kari@X.no',
      countryCode: '+47',
      telephoneNumberNoCountryCode: '91234567',
      landlineNumber: '22123456',
      dateOfBirth: '1985-04-12',
      vippsId: 'V',
      invoiceOrganisationId: '974760673',
      personnelTickets: [aTicket('t', LATER)],
      postalAddresses: [
        {
          id: 1,
          town: 'Mo i Rana',
          postCode: '8610',
          typeOfAddress: 'P',
          countryCode: 'NOR',
          addressLine1: 'Storgata 7B',
          createdAt: EARLIER,
          changedAt: EARLIER,
        },
      ],
    });
    expect(searchTermsOf(profile)).toEqual(
      expect.arrayContaining([
        'email:kari@x.no',
        'phone:+4791234567',
        'landline:+4722123456',
        'born:1985-04-12',
        'vipps:V',
        'invoice:974760673',
        'postCode:8610',
        'address:rana',
        'address:storgata',
        'address:7b',
        'ticketOwner:VY',
        'ticketBearer:SJ',
      ]),
    );
  });

  test('merged and deactivated profiles have none; a profile at rest has', () => {
    expect(searchTermsOf(aProfile({ status: 'D' }))).toEqual([]);
    expect(searchTermsOf(aProfile({ status: 'P', parentId: 9 }))).toEqual([]);
    expect(searchTermsOf(aProfile({ status: 'P' }))).not.toEqual([]);
  });

  test('exact means the whole term, prefix its beginning, and a kind only itself', () => {
    const terms = ['vipps:abc'];
    expect(meets(terms, { kind: 'vipps', text: 'abc', match: 'exact' })).toBe(true);
    expect(meets(terms, { kind: 'vipps', text: 'ab', match: 'exact' })).toBe(false);
    expect(meets(terms, { kind: 'vipps', text: 'ab', match: 'prefix' })).toBe(true);
    expect(meets(terms, { kind: 'invoice', text: 'abc', match: 'exact' })).toBe(false);
  });

  test('the longest name gives a bounded number of terms', () => {
    expect(searchTermsOf(aProfile({ firstName: 'å'.repeat(100), surname: 'ø '.repeat(50) })).length).toBeLessThan(100);
  });
});
