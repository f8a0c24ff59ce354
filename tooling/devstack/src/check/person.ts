import { randomBytes, randomInt } from 'node:crypto';

/** An invented person for one run: every value is so unusual that finding it anywhere means that it leaked there. */
export type Person = {
  firstName: string;
  surname: string;
  email: string;
  telephone: string;
};

export function newPerson(): Person {
  const mark = letters(10);
  return {
    firstName: `Kari${mark}`,
    surname: `Nordmann${mark}`,
    email: `kari.${mark}@example.com`,
    telephone: `9${randomInt(10_000_00, 99_999_99)}`,
  };
}

/** An e-card number with all ten digits. */
export function newEcardNumber(): number {
  return randomInt(5_000_000_000, 9_999_999_999);
}

/** The body that creates this person. */
export function createBody(person: Person, organisationId: number) {
  const { firstName, surname, email, telephone } = person;
  return {
    firstName,
    surname,
    email,
    organisationId,
    countryCode: '+47',
    telephoneNumberNoCountryCode: telephone,
    createdBy: 'check',
    createdByChannel: 'npm start',
  };
}

function letters(count: number): string {
  return [...randomBytes(count)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}
