import { auth0User } from './readers/auth0.js';
import { clerkUser } from './readers/clerk.js';
import { CRM_EXPORTS, type CrmName } from './readers/crm-mappings.js';
import { fhirPatient } from './readers/fhir.js';
import { keycloakUser } from './readers/keycloak.js';
import { kratosIdentity } from './readers/kratos.js';
import type { RecordReader } from './readers/reader.js';
import { scimUser } from './readers/scim.js';

/** A format whose records are JSON objects: one per line, or the items of a list in one document. */
export interface JsonFormat {
  readonly read: RecordReader;
  /** The member of a document that holds the list, unless the document is the list. */
  readonly list: string;
}

/** The JSON formats of other systems. */
export const JSON_FORMATS = {
  keycloak: { read: keycloakUser, list: 'users' },
  auth0: { read: auth0User, list: 'users' },
  kratos: { read: kratosIdentity, list: 'identities' },
  clerk: { read: clerkUser, list: 'data' },
  fhir: { read: fhirPatient, list: 'entry' },
  scim: { read: scimUser, list: 'Resources' },
} as const satisfies Record<string, JsonFormat>;

/** The formats that can be imported, with a line for the help. */
export const FORMATS = {
  csv: 'CSV with a mapping file, or with columns that are named as the fields of the API',
  ndjson: 'one row of an import per line, as `profiles export` writes it',
  keycloak: 'Keycloak, realm export with users',
  auth0: 'Auth0, export of users and export of password hashes (NDJSON)',
  kratos: 'Ory Kratos, identities with include_credential=password',
  clerk: 'Clerk, CSV of the dashboard or JSON of the Backend API',
  fhir: 'FHIR R4 or R5, Bundle of Patients or bulk export (NDJSON)',
  vcard: 'vCard 4.0 (RFC 6350)',
  scim: 'SCIM 2.0 users (RFC 7643), ListResponse or a list',
  hubspot: 'HubSpot, CSV of contacts with all properties',
  salesforce: 'Salesforce, CSV of Contact by Data Loader, merged records included ("Export All")',
  dynamics: 'Dynamics 365, CSV of contacts',
} as const;

/** The name of a format. */
export type FormatName = keyof typeof FORMATS;

/** The names of all formats. */
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

/** Whether the records of a format are JSON objects. */
export function isJsonFormat(format: FormatName): format is keyof typeof JSON_FORMATS {
  return Object.hasOwn(JSON_FORMATS, format);
}

/** Whether a format is the CSV export of a CRM system. */
export function isCrm(format: FormatName): format is CrmName {
  return Object.hasOwn(CRM_EXPORTS, format);
}
