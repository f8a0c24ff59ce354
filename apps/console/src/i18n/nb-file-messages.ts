/** Norwegian texts of what the readers of files say about a row: packages/import-formats. See nb-service.ts. */
export const NB_FILE_MESSAGES: readonly (readonly [message: string, norwegian: string])[] = [
  [
    'This record was merged into another one. The command line imports merged records.',
    'Denne posten er slått inn i en annen. Kommandolinjen importerer slike poster.',
  ],
  ['Expected a line of at most 1 MiB.', 'En linje kan være høyst 1 MiB.'],
  ['Expected a JSON object.', 'Linjen må være et JSON-objekt.'],
  [
    'Expected a JSON object in one line: this line is not valid JSON.',
    'Linjen må være et JSON-objekt, men er ikke gyldig JSON.',
  ],
  [
    'Expected N fields as in the header, found N. *',
    'Raden har {2} felt, men overskriften har {1}. Sett anførselstegn rundt felt som inneholder skilletegnet eller et linjeskift.',
  ],
  ['The record could not be read.', 'Raden kunne ikke leses.'],
  ['The record could not be read (*).', 'Raden kunne ikke leses ({1}).'],
  ['A quote opens in this record and is never closed.', 'Et anførselstegn i denne raden blir aldri lukket.'],
  [
    'The record is longer than 1 MiB: is a closing quote missing?',
    'Raden er lengre enn 1 MiB: Mangler det et anførselstegn?',
  ],
  ['Expected a language: *', 'Skriv et språk: en kode som nb-NO, eller navnet på norsk eller engelsk.'],
  ['Expected a full name: *', 'Skriv et fullt navn: fornavn og etternavn, eller «Etternavn, Fornavn».'],
  [
    'Expected a country with two letters in the mapping, such as NO.',
    'Landet i tilordningen må ha to bokstaver, som NO.',
  ],
  [
    'A spreadsheet has rounded this number. Format the column as text and export it again.',
    'Et regneark har avrundet dette tallet. Formater kolonnen som tekst og eksporter den på nytt.',
  ],
  [
    'Expected a telephone number: with its calling code, or of *.',
    'Skriv et telefonnummer med landkode, eller et nummer i {1}.',
  ],
  ['Expected a telephone number without an extension.', 'Skriv et telefonnummer uten internnummer.'],
  ['Expected a country: *', 'Skriv et land: en kode, eller navnet på norsk eller engelsk.'],
  ['Expected a number with the decimal sign "*".', 'Skriv et tall med desimaltegnet «{1}».'],
  ['Expected a whole number.', 'Skriv et helt tall.'],
  ['Expected yes or no (*).', 'Skriv ja eller nei.'],
  ['Expected a Norwegian post code with four digits.', 'Et norsk postnummer har fire sifre.'],
  ['Expected one of the values of the mapping: *.', 'Verdien må være en av dem i tilordningen: {1}.'],
  ['Expected digits.', 'Skriv sifre.'],
  ['Expected a year with four digits: *', 'Skriv årstallet med fire sifre. Eksporter kolonnen på nytt.'],
  ['Expected a day without a time. *', 'Skriv en dato uten klokkeslett.'],
  ['Expected an offset such as Z or +01:00. *', 'Skriv en tidssone, som Z eller +01:00.'],
  ['Expected an existing time of an existing day.', 'Tidspunktet finnes ikke.'],
  ['Expected seconds or milliseconds since 1970.', 'Skriv sekunder eller millisekunder siden 1970.'],
  ['Expected a day as *.', 'Skriv datoen som {1}.'],
  ['Day and month cannot be told apart. *', 'Dag og måned kan ikke skilles. Eksporter datoen som dd.mm.åååå.'],
  [
    'Expected a day, found the serial number of a spreadsheet. *',
    'Her står serienummeret til et regneark. Formater kolonnen som dato og eksporter den på nytt.',
  ],
  [
    'The file is empty: expected a header with the column names.',
    'Filen er tom. Den må begynne med navnene på kolonnene.',
  ],
];
