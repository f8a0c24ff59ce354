/** The header of a file of a CRM system. */
export const HEADER = 'Kundenr;Fornavn;Etternavn;E-post;Mobil;Fødselsdato;Postnr;Poststed';
/** A row of that file. */
export const line = (number: number, fields: Partial<Record<'email' | 'born' | 'mobile', string>> = {}) =>
  [
    number,
    'Kari',
    'Nordmann',
    fields.email ?? `kari${number}@example.no`,
    fields.mobile ?? '400 00 001',
    fields.born ?? '01.02.1980',
    '155',
    'Oslo',
  ].join(';');
/** Its mapping. */
export const MAPPING = `fields:
  customerRef: Kundenr
  firstName: Fornavn
  surname: Etternavn
  email: E-post
  telephoneNumber: { from: Mobil, transform: telephone }
  dateOfBirth: { from: Fødselsdato, transform: date, format: dd.mm.yyyy }
  postalAddresses.0.typeOfAddress: { constant: P }
  postalAddresses.0.postCode: { from: Postnr, transform: post-code }
  postalAddresses.0.town: Poststed
`;

/** The output of `profiles import --json`. */
export interface Summary {
  readonly importId: string;
  readonly dryRun: boolean;
  readonly counts: Record<string, number>;
  readonly refusedRows?: string;
}
