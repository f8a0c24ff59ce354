import { parse } from 'vcard4';
import { withoutByteOrderMark } from '../byte-order-mark.js';
import { linesOf } from '../bytes/text-lines.js';
import {
  type ImportRow,
  type SourceRecord,
  unreadable,
  withoutBlanks,
  withPlaces,
  withSingleLines,
} from '../record.js';
import { countryCodeOr } from '../transforms/countries.js';
import { languageCodeOf } from '../transforms/languages.js';
import { partsOfName } from '../transforms/names.js';
import { type JsonObject, objectOf, objectsIn, textOf } from './json-value.js';
import type { RecordReader } from './reader.js';

/** A card with more lines has swallowed others: its END is missing. */
const MAX_LINES = 20_000;

/** Reads a file of vCards (RFC 6350) card by card. A card that is not valid is reported and does not stop the others. */
export async function* vcards(text: AsyncIterable<string>): AsyncGenerator<SourceRecord> {
  let lines: string[] = [];
  let begin = 1;
  for await (const { line, text: content = '' } of linesOf(text)) {
    const plain = line === 1 ? withoutByteOrderMark(content) : content;
    if (lines.length === 0) begin = line;
    if (lines.length === 0 && plain.trim() === '') continue;
    if (lines.length > 0 && /^BEGIN:VCARD\s*$/i.test(plain)) {
      yield unreadable(begin, 'The card does not end with END:VCARD.');
      [lines, begin] = [[], line];
    }
    lines.push(plain);
    if (/^END:VCARD\s*$/i.test(plain)) {
      yield cardOf(begin, lines);
      lines = [];
    } else if (lines.length > MAX_LINES) {
      yield unreadable(begin, 'The card does not end with END:VCARD.');
      return;
    }
  }
  if (lines.length > 0) yield unreadable(begin, 'The card does not end with END:VCARD.');
}

function cardOf(line: number, lines: readonly string[]): SourceRecord {
  try {
    // The library expects the line ends of the RFC; files of other systems often have others.
    const [card] = [parse(`${lines.join('\r\n')}\r\n`)].flat();
    return { line, value: { properties: card?.parsedVcard }, errors: [] };
  } catch (error) {
    const version = /^VERSION:(?!4\.0)(\S+)/im.exec(lines.join('\n'))?.[1];
    const hint =
      version === undefined ? `It is not valid vCard 4 (${(error as Error).name}).` : `It has the version ${version}.`;
    return unreadable(line, `Expected a vCard of version 4.0. ${hint}`);
  }
}

interface CardProperty {
  readonly property: string;
  readonly parameters: JsonObject;
  readonly value: unknown;
}

/** A vCard 4. Cards of groups and organisations are no customers. */
export const vcard: RecordReader = (card, issues) => {
  const properties = objectsIn(card['properties']) as unknown as CardProperty[];
  const of = (name: string) => properties.filter(({ property }) => property === name);
  const kind = textOf(of('KIND')[0]?.value)?.toLowerCase() ?? 'individual';
  if (kind !== 'individual') return { skipped: `It is a card of a ${kind}.` };
  const birthday = textOf(of('BDAY')[0]?.value);
  const language = textOf(preferred(of('LANG'))?.value);
  const row: ImportRow = withoutBlanks({
    customerRef: textOf(of('UID')[0]?.value)?.replace(/^urn:uuid:/i, ''),
    ...namesOf(of('N')[0], of('FN')[0]),
    email: textOf(preferred(of('EMAIL'))?.value),
    telephoneNumber: telephoneOf(of('TEL')),
    dateOfBirth: dayOf(birthday),
    languagePreferenceISO6393: languageCodeOf(language),
    changedAt: momentOf(textOf(of('REV')[0]?.value)),
    postalAddresses: withPlaces(of('ADR').map(addressOf)),
  });
  if (birthday !== undefined && row['dateOfBirth'] === undefined) {
    issues.warn('BDAY', 'The birthday has no year, month or day and is left out.');
  }
  return { row };
};

/** The property with the lowest PREF, from 1 to 100 (RFC 6350, section 5.3). */
function preferred(properties: readonly CardProperty[]): CardProperty | undefined {
  const rank = ({ parameters }: CardProperty) => Number(textOf(parameters['PREF']) ?? 101);
  return [...properties].sort((one, other) => rank(one) - rank(other))[0];
}

function typesOf({ parameters }: CardProperty): string[] {
  return [parameters['TYPE']].flat().flatMap((type) => (typeof type === 'string' ? type.toLowerCase().split(',') : []));
}

function telephoneOf(numbers: readonly CardProperty[]): string | undefined {
  const spoken = numbers.filter((number) => !typesOf(number).some((type) => type === 'fax' || type === 'pager'));
  const mobile = spoken.filter((number) => typesOf(number).includes('cell'));
  return textOf(preferred(mobile.length > 0 ? mobile : spoken)?.value);
}

function namesOf(name: CardProperty | undefined, formatted: CardProperty | undefined) {
  const parts = objectOf(name?.value);
  const firstName = [textOf(parts['givenNames']), textOf(parts['additionalNames'])]
    .filter((part) => part !== undefined)
    .join(' ');
  const surname = textOf(parts['familyNames']);
  if (firstName !== '' || surname !== undefined) return { firstName: spaced(firstName), surname: spaced(surname) };
  return partsOfName(textOf(formatted?.value));
}

/** Several names of a component are separated by commas. */
function spaced(text: string | undefined): string | undefined {
  return text?.replaceAll(',', ' ');
}

function dayOf(text: string | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?$/.exec(text ?? '') ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}

/** `20260101T120000Z` as ISO 8601 with separators. */
function momentOf(text: string | undefined): string | undefined {
  const [, date, hours, minutes, seconds] = /^(\d{4}-?\d{2}-?\d{2})T(\d{2}):?(\d{2}):?(\d{2})Z$/.exec(text ?? '') ?? [];
  return date === undefined ? undefined : `${dayOf(date)}T${hours}:${minutes}:${seconds}Z`;
}

function addressOf({ value }: CardProperty): Record<string, unknown> {
  const address = objectOf(value);
  return withoutBlanks({
    typeOfAddress: 'P',
    ...withSingleLines({
      addressLine1: textOf(address['streetAddress']) ?? textOf(address['postOfficeBox']),
      addressLine2: textOf(address['extendedAddress']),
    }),
    postCode: textOf(address['postalCode']),
    town: textOf(address['locality']),
    countryCode: countryCodeOr(textOf(address['countryName'])),
  });
}
