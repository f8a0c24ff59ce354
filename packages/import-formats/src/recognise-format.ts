import { withoutByteOrderMark } from './byte-order-mark.js';
import type { CsvDialect } from './csv/dialect.js';
import { headerOf } from './csv/header.js';
import { type FormatName, JSON_FORMATS } from './formats.js';
import { crmOf } from './readers/crm-mappings.js';

/** Signs of a JSON format in the beginning of a file, in the order in which they are tried. */
const JSON_SIGNS: readonly [FormatName, RegExp][] = [
  ['scim', /urn:ietf:params:scim:/],
  ['fhir', /"resourceType"\s*:\s*"(Bundle|Patient)"/],
  ['kratos', /"schema_id"\s*:|"traits"\s*:\s*\{/],
  ['clerk', /"email_addresses"\s*:\s*\[|"primary_email_address"/],
  ['auth0', /"user_id"\s*:|"passwordHash"\s*:\s*"\$2|"_tmp_is_unique"|"custom_password_hash"\s*:/],
  ['keycloak', /"realm"\s*:\s*"|"users"\s*:\s*\[/],
];

/** What is recognised from the beginning of a file. */
export type Recognised = { readonly format: FormatName; readonly columns?: readonly string[] };

/** Recognises the format of a file from its beginning (about 64 KiB). A file that is none of the others is CSV. */
export function recogniseFormat(sample: string, dialect: CsvDialect): Recognised {
  const begin = withoutByteOrderMark(sample).trimStart();
  if (/^BEGIN:VCARD\s/i.test(begin)) return { format: 'vcard' };
  if (begin.startsWith('{') || begin.startsWith('[')) {
    const found = JSON_SIGNS.find(([, sign]) => sign.test(begin));
    return { format: found?.[0] ?? 'ndjson' };
  }
  const columns = headerOf(sample, dialect);
  if (columns.includes('primary_email_address')) return { format: 'clerk', columns };
  return { format: crmOf(columns) ?? 'csv', columns };
}

/** The member of a document that holds its list. */
const LIST = new RegExp(
  `"(${Object.values(JSON_FORMATS)
    .map(({ list }) => list)
    .join('|')})"\\s*:\\s*\\[`,
);

/** Whether JSON is one object per line rather than one document. */
export function isJsonLines(sample: string): boolean {
  const [first = ''] = sample
    .trimStart()
    .split('\n', 1)
    .map((line) => line.trim());
  // A first line that is longer than the sample has no end here.
  const isObject = first.startsWith('{') && (first.endsWith('}') || !sample.includes('\n'));
  // A document in one line is a document, unless it is a record by itself.
  return isObject && !LIST.test(first);
}
