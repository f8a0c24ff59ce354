import type { FieldSource, Mapping } from '../mapping/mapping.js';

type Fields = Record<string, string | FieldSource>;

/** A mapping of the contact export of a CRM system. */
interface CrmExport {
  readonly mapping: (zone: string) => Mapping;
  /** Columns that only this export has together. */
  readonly signature: readonly (readonly string[])[];
  /** The column with the keys of records that were merged into this one, separated by semicolons. */
  readonly absorbed?: readonly string[];
}

function address(columns: { line1: string[]; postCode: string[]; town: string[]; country: string[] }): Fields {
  return {
    'postalAddresses.0.typeOfAddress': { constant: 'P' },
    'postalAddresses.0.addressLine1': { from: columns.line1 },
    'postalAddresses.0.postCode': { from: columns.postCode, transform: 'post-code', countryFrom: columns.country },
    'postalAddresses.0.town': { from: columns.town },
    'postalAddresses.0.countryCode': { from: columns.country, transform: 'country' },
  };
}

/** HubSpot, contacts exported with all properties: the columns have the labels of the properties. */
const hubspot: CrmExport = {
  signature: [['Record ID', 'First Name', 'Last Name']],
  absorbed: ['Merged record IDs', 'Merged Contact IDs', 'Merged object IDs'],
  mapping: (zone) => ({
    fields: {
      customerRef: 'Record ID',
      firstName: 'First Name',
      surname: 'Last Name',
      email: 'Email',
      telephoneNumber: { from: ['Mobile Phone Number', 'Phone Number'], transform: 'telephone' },
      dateOfBirth: { from: ['Date of birth', 'Date of Birth'], transform: 'date' },
      languagePreferenceISO6393: { from: 'Preferred language', transform: 'language' },
      createdAt: { from: 'Create Date', transform: 'datetime', zone },
      changedAt: { from: 'Last Modified Date', transform: 'datetime', zone },
      ...address({
        line1: ['Street Address'],
        postCode: ['Postal Code'],
        town: ['City'],
        country: ['Country/Region'],
      }),
    },
  }),
};

/** Salesforce, Contact exported with Data Loader ("Export All" has the merged records): the columns are field names. */
const salesforce: CrmExport = {
  signature: [
    ['Id', 'LastName', 'MasterRecordId'],
    ['Id', 'LastName', 'MailingPostalCode'],
    ['Id', 'LastName', 'AccountId'],
  ],
  mapping: (zone) => ({
    key: 'Id',
    mergedInto: 'MasterRecordId',
    skip: { IsDeleted: 'true' },
    fields: {
      customerRef: 'Id',
      firstName: { from: ['FirstName', 'MiddleName'], join: ' ' },
      surname: 'LastName',
      email: 'Email',
      telephoneNumber: { from: ['MobilePhone', 'Phone'], transform: 'telephone' },
      landlineNumber: 'HomePhone',
      dateOfBirth: { from: 'Birthdate', transform: 'date' },
      createdAt: { from: 'CreatedDate', transform: 'datetime', zone },
      changedAt: { from: 'LastModifiedDate', transform: 'datetime', zone },
      ...address({
        line1: ['MailingStreet'],
        postCode: ['MailingPostalCode'],
        town: ['MailingCity'],
        country: ['MailingCountry', 'MailingCountryCode'],
      }),
    },
  }),
};

/** Dynamics 365 (Dataverse), contacts: the columns are logical names, or the labels of an export to Excel saved as CSV. */
const dynamics: CrmExport = {
  signature: [
    ['contactid', 'lastname'],
    ['(Do Not Modify) Contact', 'Last Name'],
  ],
  mapping: (zone) => ({
    key: 'contactid',
    mergedInto: 'masterid',
    fields: {
      customerRef: { from: ['contactid', '(Do Not Modify) Contact'] },
      firstName: { from: ['firstname', 'First Name'] },
      surname: { from: ['lastname', 'Last Name'] },
      email: { from: ['emailaddress1', 'Email'] },
      telephoneNumber: {
        from: ['mobilephone', 'Mobile Phone', 'telephone1', 'Business Phone'],
        transform: 'telephone',
      },
      landlineNumber: { from: ['telephone2', 'Home Phone'] },
      dateOfBirth: { from: ['birthdate', 'Birthday'], transform: 'date' },
      status: {
        from: ['statecode', 'Status'],
        transform: 'values',
        values: { '0': 'A', '1': 'P', Active: 'A', Inactive: 'P' },
      },
      createdAt: { from: ['createdon', 'Created On'], transform: 'datetime', zone },
      changedAt: { from: ['modifiedon', '(Do Not Modify) Modified On'], transform: 'datetime', zone },
      ...address({
        line1: ['address1_line1', 'Address 1: Street 1'],
        postCode: ['address1_postalcode', 'Address 1: ZIP/Postal Code'],
        town: ['address1_city', 'Address 1: City'],
        country: ['address1_country', 'Address 1: Country/Region'],
      }),
    },
  }),
};

/** The exports of CRM systems that are read without a mapping file. */
export const CRM_EXPORTS = { hubspot, salesforce, dynamics } as const satisfies Record<string, CrmExport>;

/** A CRM system whose export is read without a mapping file. */
export type CrmName = keyof typeof CRM_EXPORTS;

/** The zone of times without an offset in an export. */
const DEFAULT_ZONE = 'Europe/Oslo';

/** The mapping of the export of a CRM system. */
export function crmMapping(name: CrmName, zone: string = DEFAULT_ZONE): Mapping {
  return CRM_EXPORTS[name].mapping(zone);
}

/** The CRM system that a header comes from, if its columns tell. */
export function crmOf(columns: readonly string[]): CrmName | undefined {
  const names = Object.keys(CRM_EXPORTS) as CrmName[];
  return names.find((name) =>
    CRM_EXPORTS[name].signature.some((signature) => signature.every((column) => columns.includes(column))),
  );
}

/** The keys of records that were merged into this one, by its cells. */
export function absorbedKeys(crm: CrmName, cells: Readonly<Record<string, string>>): string[] {
  const { absorbed = [] }: CrmExport = CRM_EXPORTS[crm];
  const text = absorbed.map((column) => cells[column]).find((cell) => cell !== undefined && cell.trim() !== '') ?? '';
  return text
    .split(';')
    .map((key) => key.trim())
    .filter((key) => key !== '' && key !== cells['Record ID']);
}
