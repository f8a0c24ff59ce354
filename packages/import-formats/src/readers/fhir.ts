import { type ImportRow, type Issues, type MergeLink, withoutBlanks, withPlaces, withSingleLines } from '../record.js';
import { countryCodeOr } from '../transforms/countries.js';
import { languageCodeOf } from '../transforms/languages.js';
import { partsOfName } from '../transforms/names.js';
import { type JsonObject, objectOf, objectsIn, textOf } from './json-value.js';
import type { RecordReader } from './reader.js';

/**
 * A Patient of FHIR R4 or R5: an entry of a Bundle, or a line of a bulk export (NDJSON). A patient with a link of the type
 * `replaced-by` was merged into the other one. One that is deceased becomes passive.
 */
export const fhirPatient: RecordReader = (entry, issues) => {
  const patient = resourceOf(entry);
  const kind = textOf(patient['resourceType']);
  if (kind !== 'Patient') return { skipped: `It is no Patient but ${kind ?? 'a record without resourceType'}.` };
  const id = idOf(entry);
  const isDeceased = patient['deceasedBoolean'] === true || patient['deceasedDateTime'] !== undefined;
  const link = linkOf(patient, id, issues);
  const row: ImportRow = withoutBlanks({
    customerRef: id,
    ...namesOf(objectsIn(patient['name']), issues),
    email: contactOf(patient, 'email'),
    telephoneNumber: contactOf(patient, 'phone'),
    dateOfBirth: dayOf(textOf(patient['birthDate']), issues),
    languagePreferenceISO6393: languageOf(patient),
    status: link === undefined && (patient['active'] === false || isDeceased) ? 'P' : undefined,
    changedAt: textOf(objectOf(patient['meta'])['lastUpdated']),
    postalAddresses: withPlaces(objectsIn(patient['address']).filter(isCurrent).map(addressOf)),
  });
  return { row, ...(link !== undefined && { link }) };
};

/** The id of a patient, and the ids of those that it replaces by a link of its own. Other records have none. */
export function replacedPatients(
  entry: JsonObject,
): { readonly into: string; readonly replaced: string[] } | undefined {
  const patient = resourceOf(entry);
  const into = idOf(entry);
  if (textOf(patient['resourceType']) !== 'Patient' || into === undefined) return undefined;
  const others = objectsIn(patient['link']).flatMap((link) => (link['type'] === 'replaces' ? [link['other']] : []));
  const replaced = objectsIn(others).flatMap((other) => keyIn(other['reference']) ?? []);
  return { into, replaced: replaced.filter((key) => key !== into) };
}

/** An entry of a Bundle holds its resource; a line of a bulk export is one. */
function resourceOf(entry: JsonObject): JsonObject {
  return 'resource' in entry ? objectOf(entry['resource']) : entry;
}

function idOf(entry: JsonObject): string | undefined {
  return textOf(resourceOf(entry)['id']) ?? keyIn(entry['fullUrl']);
}

function linkOf(patient: JsonObject, id: string | undefined, issues: Issues): MergeLink | undefined {
  const replaced = objectsIn(patient['link']).filter((link) => link['type'] === 'replaced-by');
  if (replaced.length === 0) return undefined;
  const into = objectsIn(replaced.map((link) => link['other']))
    .map((other) => keyIn(other['reference']))
    .find((found) => found !== undefined);
  if (id === undefined || into === undefined || replaced.length > 1) {
    issues.refuse('link', 'Expected one link of the type replaced-by with a reference such as Patient/123.');
    return undefined;
  }
  return { key: id, into };
}

/** The id of a patient in a reference to it: `Patient/123`, its URL, or the `urn:uuid:…` of a bundle whose entries have no URL. */
function keyIn(reference: unknown): string | undefined {
  const text = textOf(reference) ?? '';
  return (
    /(?:^|\/)Patient\/([A-Za-z0-9.-]{1,64})(?:\/_history\/.*)?$/.exec(text)?.[1] ?? /^urn:uuid:(.+)$/i.exec(text)?.[1]
  );
}

/** Whether a name, address or contact is in use: not old, and within its period. */
function isCurrent(item: JsonObject): boolean {
  const { start, end } = objectOf(item['period']);
  const now = new Date().toISOString();
  // A moment can be a year or a month alone. The last one belongs to its period as a whole (FHIR, Period.end).
  const compared = (moment: unknown) => {
    const text = textOf(moment)?.slice(0, DAY_LENGTH) ?? '';
    return text.localeCompare(now.slice(0, text.length));
  };
  return item['use'] !== 'old' && compared(start) <= 0 && compared(end) >= 0;
}

/** The length of `yyyy-mm-dd`. */
const DAY_LENGTH = 10;

const NAME_USES = ['official', 'usual', undefined, 'temp', 'nickname', 'anonymous', 'maiden', 'old'];

function namesOf(names: readonly JsonObject[], issues: Issues) {
  const rank = (name: JsonObject) => NAME_USES.indexOf(textOf(name['use'])) + (isCurrent(name) ? 0 : NAME_USES.length);
  const [name] = [...names].sort((one, other) => rank(one) - rank(other));
  if (name === undefined) return {};
  const given = Array.isArray(name['given']) ? name['given'].map(textOf).filter((part) => part !== undefined) : [];
  const surname = textOf(name['family']);
  if (given.length > 0 || surname !== undefined) return { firstName: given.join(' '), surname };
  const parts = partsOfName(textOf(name['text']));
  if (parts.surname === undefined) issues.refuse('name', 'Expected a family name and given names.');
  return parts;
}

/** The contact of the lowest rank that is in use. Mobile numbers go before others. */
function contactOf(patient: JsonObject, system: 'email' | 'phone'): string | undefined {
  const rank = (contact: JsonObject) =>
    (typeof contact['rank'] === 'number' ? contact['rank'] : 1_000) - (contact['use'] === 'mobile' ? 0.5 : 0);
  const [found] = objectsIn(patient['telecom'])
    .filter((contact) => contact['system'] === system && isCurrent(contact))
    .sort((one, other) => rank(one) - rank(other));
  return textOf(found?.['value'])?.replace(/^mailto:/i, '');
}

/** FHIR allows a birth date of a year or a month. */
function dayOf(text: string | undefined, issues: Issues): string | undefined {
  if (text === undefined || /^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  issues.warn('birthDate', 'The birth date is not a whole day and is left out.');
  return undefined;
}

function languageOf(patient: JsonObject): string | undefined {
  const spoken = objectsIn(patient['communication']);
  const preferred = spoken.find((one) => one['preferred'] === true) ?? spoken[0];
  return languageCodeOf(textOf(objectsIn(objectOf(preferred?.['language'])['coding'])[0]?.['code']));
}

function addressOf(address: JsonObject): Record<string, unknown> {
  const lines = Array.isArray(address['line']) ? address['line'].map(textOf).filter((line) => line !== undefined) : [];
  return withoutBlanks({
    typeOfAddress: address['use'] === 'billing' ? 'I' : 'P',
    ...withSingleLines({ addressLine1: lines[0], addressLine2: lines.slice(1).join(', ') }),
    postCode: textOf(address['postalCode']),
    town: textOf(address['city']),
    countryCode: countryCodeOr(textOf(address['country'])),
  });
}
