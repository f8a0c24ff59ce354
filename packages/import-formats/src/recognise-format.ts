import { Tokenizer, TokenType } from '@streamparser/json';
import { withoutByteOrderMark } from './byte-order-mark.js';
import type { CsvDialect } from './csv/dialect.js';
import { headerOf } from './csv/header.js';
import type { FormatName } from './formats.js';
import { crmOf } from './readers/crm-mappings.js';

/**
 * Signs of a JSON format in the beginning of a file, in the order in which they are tried. A realm is known by how it begins: its
 * users can have attributes with the names of any other system.
 */
const JSON_SIGNS: readonly [FormatName, RegExp][] = [
  ['keycloak', /^\[?\s*\{\s*(?:"id"\s*:\s*"[^"]*"\s*,\s*)?"realm"\s*:\s*"/],
  ['scim', /urn:ietf:params:scim:/],
  ['fhir', /"resourceType"\s*:\s*"(Bundle|Patient)"/],
  ['kratos', /"schema_id"\s*:|"traits"\s*:\s*\{/],
  ['clerk', /"email_addresses"\s*:\s*\[|"primary_email_address"/],
  ['auth0', /"user_id"\s*:|"passwordHash"\s*:\s*"\$2|"_tmp_is_unique"|"custom_password_hash"\s*:/],
  ['keycloak', /"realm"\s*:\s*"|"users"\s*:\s*\[/],
];

/** The format that the beginning of a file shows. */
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

/** Whether JSON is one object per line rather than one document, whose member `list` holds the records. */
export function isJsonLines(sample: string, list: string): boolean {
  const begin = withoutByteOrderMark(sample).trimStart();
  const [first = ''] = begin.split('\n', 1).map((line) => line.trim());
  // A first line that is longer than the sample has no end here.
  const isObject = first.startsWith('{') && (first.endsWith('}') || !begin.includes('\n'));
  // A document in one line is a document, unless it is a record by itself: records have lists of such names inside of them.
  return isObject && !hasOwnList(first, list);
}

/** Whether an object, of which the end may be missing, has a list of this name as a member of its own. */
function hasOwnList(text: string, list: string): boolean {
  let [depth, name, found] = [0, '', false];
  const tokenizer = new Tokenizer();
  tokenizer.onToken = ({ token, value }) => {
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth -= 1;
    // The last text before a list is its name.
    if (depth === 1 && token === TokenType.STRING) name = String(value);
    found ||= depth === 1 && token === TokenType.LEFT_BRACKET && name === list;
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth += 1;
  };
  // A line that is not valid JSON is reported when it is read.
  tokenizer.onError = () => undefined;
  tokenizer.write(text);
  return found;
}
