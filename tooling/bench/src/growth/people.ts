import { fakerNB_NO } from '@faker-js/faker';
import { MOBILE_SERIES } from '@profiles/devstack';
import { type CreateProfile, type EcardFields, wordTerms } from '@profiles/domain';
import { type Chance, chanceOf } from './chance.js';
import { POST_CODES } from './post-codes.js';

/** The data of a future customer. The n-th is the same in every run with one seed, however many there are. */
export interface Person {
  readonly command: CreateProfile;
  readonly uuid: string;
  readonly card?: EcardFields;
  /** Of type P, and merged into the person before. */
  readonly isMerged: boolean;
  /** About twenty people have this surname, for any number of customers. */
  readonly hasRareSurname: boolean;
}

const { first_name, last_name } = fakerNB_NO.definitions.person;
const FIRST_NAMES = [...(first_name.female ?? []), ...(first_name.male ?? [])];
const SURNAMES = last_name.generic ?? [];
const STREET_PARTS = fakerNB_NO.definitions.location.street_name_part as readonly string[];
const STREET_ENDS = fakerNB_NO.definitions.location.street_suffix ?? [];
const [FIRST_DAY, LAST_DAY] = [Date.UTC(1934, 0, 1), Date.UTC(2020, 0, 1)];
const DAY = 24 * 60 * 60 * 1000;
const FIRST_CARD = 3_100_000_000;
/** The people of one household belong to one organisation, so that they can be merged. */
const HOUSEHOLD = 10;
const OTHER_ORGANISATIONS = 5;

/** Seven of ten belong to organisation 1, the rest to five others. */
export function personAt(seed: number, n: number): Person {
  const chance = chanceOf(seed, n);
  // Drawn first: so they come of different states of chance, and no two people have the same.
  const [uuid, vippsId] = [chance.hexDigits(32), chance.hexDigits(24)];
  const profileType = typeOf(n);
  const hasRareSurname = n % 10 === 3;
  const firstName = chance.oneOf(FIRST_NAMES);
  const surname = hasRareSurname ? rareSurname(Math.floor(n / 200)) : surnameBy(chance);
  const email = chance.in(profileType === 'S' ? 0.9 : 0.5) ? emailOf({ firstName, surname, n }) : undefined;
  const hasCard = profileType === 'S' && chance.in(0.36);
  return {
    command: {
      ...{ organisationId: organisationOf(seed, n), profileType, firstName, surname },
      ...{ createdBy: 'bench', createdByChannel: 'bench', languagePreferenceISO6393: 'NOB', nationality: 'NOR' },
      ...(email !== undefined && { email }),
      ...(profileType === 'T' && { expirationDate: '2099-12-31T00:00:00.000Z' }),
      ...(profileType === 'S' && chance.in(0.5) && { vippsId }),
      ...telephonesBy(chance),
      dateOfBirth: new Date(FIRST_DAY + chance.below((LAST_DAY - FIRST_DAY) / DAY) * DAY).toISOString().slice(0, 10),
      ...(profileType !== 'T' && { postalAddresses: [addressBy(chance)] }),
    },
    uuid,
    ...(hasCard && { card: cardOf(n) }),
    ...{ isMerged: n % 50 === 7, hasRareSurname },
  };
}

/** Of fifty, two were made for a personnel ticket and two for a short while. The person before a merged one is `S`. */
function typeOf(n: number): 'S' | 'P' | 'T' {
  if (n % 50 === 7 || n % 50 === 31) return 'P';
  return n % 50 === 15 || n % 50 === 40 ? 'T' : 'S';
}

function organisationOf(seed: number, n: number): number {
  const chance = chanceOf(seed + 1, Math.floor(n / HOUSEHOLD));
  return chance.in(0.7) ? 1 : 2 + chance.below(OTHER_ORGANISATIONS);
}

/** One in five has two. */
function surnameBy(chance: Chance): string {
  const surname = chance.oneOf(SURNAMES);
  return chance.in(0.2) ? `${surname} ${chance.oneOf(SURNAMES)}` : surname;
}

const SYLLABLES = ['ba', 'do', 'fi', 'gu', 'ha', 'jo', 'ki', 'lu', 'ma', 'no', 'pi', 'ru', 'sa', 'to', 'vi', 'ly'];

/** As long as any other of them, so that none is the beginning of another. */
function rareSurname(rank: number): string {
  const syllables = [0, 4, 8, 12, 16, 20].map((shift) => SYLLABLES[(rank >> shift) & 15]).join('');
  return `X${syllables}rud`;
}

/** The email of a person, at a domain reserved for examples (RFC 2606). The number makes it unique. */
function emailOf({ firstName, surname, n }: { firstName: string; surname: string; n: number }): string {
  const plain = (text: string) => wordTerms('email', text).map((word) => ('anyOf' in word ? word.implied : word).text);
  return `${[...plain(firstName), ...plain(surname)].join('.')}.${n}@example.com`;
}

function telephonesBy(chance: Chance) {
  return {
    ...{ countryCode: '+47', telephoneNumberNoCountryCode: chance.oneOf(MOBILE_SERIES) + chance.digits(6) },
    ...(chance.in(0.3) && { landlineNumber: `22${chance.digits(6)}` }),
  };
}

function addressBy(chance: Chance) {
  const street = chance.oneOf(STREET_PARTS) + chance.oneOf(STREET_ENDS);
  return {
    addressLine1: `${street} ${1 + chance.below(99)}`,
    typeOfAddress: 'P' as const,
    ...chance.oneOf(POST_CODES),
  };
}

function cardOf(n: number): EcardFields {
  return { ecardOperator: '57803', ecardNumber: FIRST_CARD + n, startOfOwnership: '2025-01-01T00:00:00.000Z' };
}
