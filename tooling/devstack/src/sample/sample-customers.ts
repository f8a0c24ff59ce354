import { base, en, Faker, nb_NO } from '@faker-js/faker';
import type { InputOf, Operations } from '@profiles/contracts';
import { sampleAddresses } from './sample-addresses.js';

export type NewCustomer = InputOf<Operations['profiles']['create']> & { customerRef: string };
export type NewEcard = Omit<InputOf<Operations['ecards']['add']>, 'customerNumber'>;
export type SampleCustomer = { profile: NewCustomer; ecard?: NewEcard };

/** The organisations the sample customers belong to. */
export const SAMPLE_ORGANISATIONS = [1, 2] as const;

const SEED = 2026;
const ECARD_OPERATOR = '57803';
const FIRST_ECARD = 3_100_000_000;
/** Dates are counted back from here, so that every run makes the same customers. */
const REFERENCE_DATE = '2026-01-01T00:00:00.000Z';

/** The same made-up Norwegian customers every time: the first hundred of two thousand are those of one hundred. */
export function sampleCustomers(count: number): SampleCustomer[] {
  return Array.from({ length: count }, (_, index) => sampleCustomer(index + 1));
}

/** The reference under which a sample customer can be looked up: `SAMPLE-0001`. */
export function sampleRef(number: number): string {
  return `SAMPLE-${String(number).padStart(4, '0')}`;
}

function sampleCustomer(number: number): SampleCustomer {
  // A faker of its own: no customer depends on how many there are.
  const faker = new Faker({ locale: [nb_NO, en, base], seed: SEED + number });
  faker.setDefaultRefDate(REFERENCE_DATE);
  const profile = profileOf(faker, number);
  // Of standard customers a bit more than a third, so that it is a third of all.
  const hasEcard = profile.profileType === 'S' && number % 11 < 4;
  return { profile, ...(hasEcard && { ecard: ecardOf(faker, number) }) };
}

function profileOf(faker: Faker, number: number): NewCustomer {
  const profileType = profileTypeOf(number);
  const [firstName, surname] = [faker.person.firstName(), faker.person.lastName()];
  const hasEmail = profileType === 'S' ? number % 10 !== 9 : number % 2 === 0;
  return {
    customerRef: sampleRef(number),
    // Seven of ten in the first organisation.
    organisationId: number % 10 < 7 ? SAMPLE_ORGANISATIONS[0] : SAMPLE_ORGANISATIONS[1],
    profileType,
    firstName,
    surname,
    createdBy: 'sample-data',
    createdByChannel: 'npm start',
    ...(hasEmail && { email: emailOf(firstName, surname, number) }),
    ...(profileType === 'T' && { expirationDate: '2099-12-31' }),
    countryCode: '+47',
    telephoneNumberNoCountryCode: mobileNumber(faker),
    dateOfBirth: faker.date.birthdate({ mode: 'age', min: 6, max: 92 }).toISOString().slice(0, 10),
    nationality: faker.helpers.weightedArrayElement([
      { weight: 88, value: 'NOR' as const },
      { weight: 4, value: 'SWE' as const },
      { weight: 4, value: 'POL' as const },
      { weight: 4, value: 'DNK' as const },
    ]),
    languagePreferenceISO6393: faker.helpers.weightedArrayElement([
      { weight: 80, value: 'NOB' },
      { weight: 12, value: 'NNO' },
      { weight: 8, value: 'ENG' },
    ]),
    postalAddresses: sampleAddresses(faker, profileType === 'T' ? 0 : 1 + Number(number % 12 === 0)),
  };
}

/** Mostly standard customers, some for personnel tickets, a few temporary ones. */
function profileTypeOf(number: number): 'S' | 'P' | 'T' {
  if (number % 16 === 11) return 'P';
  return number % 25 === 13 ? 'T' : 'S';
}

/** At a domain that is reserved for examples; the number makes it the only one. */
function emailOf(firstName: string, surname: string, number: number): string {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[æøå]/g, (letter) => ({ æ: 'ae', ø: 'o', å: 'a' })[letter] ?? '')
      .normalize('NFD')
      .replace(/[^a-z]/g, '');
  return `${plain(firstName)}.${plain(surname)}.${number}@example.com`;
}

/** How Norwegian mobile numbers begin that are in use. Six more digits follow. */
export const MOBILE_SERIES = ['40', '41', '45', '46', '47', '48', '90', '91', '92', '93', '95', '97', '98'];

function mobileNumber(faker: Faker): string {
  return faker.helpers.arrayElement(MOBILE_SERIES) + faker.string.numeric(6);
}

function ecardOf(faker: Faker, number: number): NewEcard {
  return {
    ecardOperator: ECARD_OPERATOR,
    ecardNumber: FIRST_ECARD + number,
    startOfOwnership: faker.date.past({ years: 5 }).toISOString(),
    ecardName: faker.helpers.arrayElement(['Reisekort', 'Jobbkort', 'Skolekort']),
  };
}
