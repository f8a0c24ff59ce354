import { folded } from '../folded.js';
import type { FieldSource } from './mapping.js';

/** A field and the column names under which exports in Norwegian and English hold it, folded. */
interface KnownColumn {
  readonly target: string;
  readonly names: string;
  readonly source?: Omit<FieldSource, 'from'>;
}

const date = { transform: 'date' } as const;
const datetime = { transform: 'datetime', zone: 'Europe/Oslo' } as const;

/** In order of preference: of two columns for one field, the one that is named first here is proposed. */
export const KNOWN_COLUMNS: readonly KnownColumn[] = [
  {
    target: 'customerRef',
    names:
      'kundenummer|kundenr|kunde nr|kunde id|kundeid|kundereferanse|customer number|customer no|customer id|customerid|customer reference|contact id|record id|external id|medlemsnummer|medlemsnr|member number|member id|id',
  },
  { target: 'firstName', names: 'fornavn|for og mellomnavn|first name|firstname|given name|given names|forename' },
  { target: 'surname', names: 'etternavn|last name|lastname|surname|family name' },
  { target: 'email', names: 'epost|e post|epostadresse|e postadresse|e post adresse|mail|email|e mail|email address' },
  {
    target: 'telephoneNumber',
    names:
      'mobil|mobilnummer|mobilnr|mobiltelefon|mobiltlf|telefon|telefonnummer|telefonnr|tlf|tlf nr|mobile|mobile phone|mobile number|cell phone|phone|phone number|telephone',
    source: { transform: 'telephone' },
  },
  { target: 'landlineNumber', names: 'fasttelefon|telefon privat|hjemmetelefon|home phone|landline' },
  {
    target: 'dateOfBirth',
    names: 'fodselsdato|fodt|fodselsdag|date of birth|birth date|birthdate|dob|birthday',
    source: date,
  },
  { target: 'nationality', names: 'nasjonalitet|statsborgerskap|nationality', source: { transform: 'country' } },
  {
    target: 'languagePreferenceISO6393',
    names: 'sprak|foretrukket sprak|malform|language|preferred language|locale',
    source: { transform: 'language' },
  },
  { target: 'vippsId', names: 'vipps id|vippsid' },
  { target: 'username', names: 'brukernavn|username|user name|login' },
  { target: 'invoiceOrganisationId', names: 'organisasjonsnummer|orgnr|org nr|organisation number' },
  { target: 'passwordHash', names: 'passordhash|password hash|password digest' },
  {
    target: 'createdAt',
    names: 'opprettet|opprettet dato|registrert|created|created at|create date',
    source: datetime,
  },
  { target: 'changedAt', names: 'endret|sist endret|changed|changed at|last modified|updated at', source: datetime },
  { target: 'lastSignInAt', names: 'sist innlogget|siste innlogging|last login|last sign in', source: datetime },
  {
    target: 'postalAddresses.0.addressLine1',
    names:
      'adresse|gateadresse|postadresse|adresse 1|adresselinje 1|gate|address|street|street address|address 1|address line 1',
  },
  {
    target: 'postalAddresses.0.addressLine2',
    names: 'adresse 2|adresselinje 2|c o|co adresse|address 2|address line 2',
  },
  {
    target: 'postalAddresses.0.postCode',
    names: 'postnummer|postnr|post nr|postal code|postcode|post code|zip|zip code',
    source: { transform: 'post-code' },
  },
  { target: 'postalAddresses.0.town', names: 'poststed|sted|by|town|city|post town' },
  {
    target: 'postalAddresses.0.countryCode',
    names: 'land|landkode|country|country code|country region',
    source: { transform: 'country' },
  },
];

/** Columns with a full name, for files without separate names. */
export const FULL_NAMES = 'navn|fullt navn|kundenavn|name|full name|display name|customer name';

/** A column name without case, accents and punctuation: `Fødselsdato`, `E-post` and `kunde_nr` are one spelling each. */
export function foldedColumn(name: string): string {
  return folded(name.replace(/([a-zæøå])([A-ZÆØÅ])/g, '$1 $2'));
}
