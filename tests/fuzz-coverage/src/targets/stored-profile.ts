import { strictEqual } from 'node:assert';
import { NUMBER, responseOf, storeOf } from '@profiles/mongo-store/stored/both-forms';
import { valueFrom } from '../bson-values.js';
import { FuzzInput } from '../input.js';

const AT = '2026-01-31T08:15:30.123Z';
const TIMES = { createdAt: AT, changedAt: AT };

/** A document with every field that a response can show. */
const documentOf = (): Record<string, unknown> => ({
  ...{ _id: NUMBER, uuid: '0123456789abcdef0123456789abcdef', organisationId: 1, customerNumber: NUMBER, revision: 3 },
  ...{ customerRef: 'ref', status: 'A', profileType: 'S', surname: 'Nordmann', firstName: 'Kari', ...TIMES },
  ...{ createdBy: 'web', createdByChannel: 'webshop', changedBy: 'web', changedByChannel: 'webshop' },
  ...{ languagePreferenceISO6393: 'nob', email: 'kari@example.no', username: 'kari@example.no', schemaVersion: 1 },
  relatedCustomerNumbers: [7, 8],
  postalAddresses: [{ id: 1, town: 'Oslo', postCode: '0150', typeOfAddress: 'P', countryCode: 'NOR', ...TIMES }],
  customerAccounts: [{ accountId: 'a', ...TIMES }],
  preferences: [{ preferenceId: 1, preferenceValue: 'x', ...TIMES }],
  personnelTickets: [
    {
      ...{ id: 't', ticketRightOwner: 'o', ticketRightBearer: 'b', validFrom: AT, validTo: AT },
      ticketHolderCode: 'c',
    },
  ],
  notes: [{ id: 'n', text: 'note', createdBy: 'web', changedBy: 'web', ...TIMES }],
});

const FIELDS = [
  ...['surname', 'firstName', 'email', 'username', 'status', 'profileType', 'customerRef', 'createdAt', 'revision'],
  ...['customerNumber', 'organisationId', 'uuid', 'relatedCustomerNumbers', 'postalAddresses', 'customerAccounts'],
  ...['preferences', 'personnelTickets', 'notes', 'emailVerifiedAt', 'expirationDate', 'dateOfBirth', 'nationality'],
  ...['countryCode', 'telephoneNumberNoCountryCode', 'vippsId', 'parentId', 'takenFrom', 'setAside', 'unknown'],
] as unknown as readonly [string, ...string[]];
const PARTS = [
  'id',
  'town',
  'postCode',
  'accountId',
  'preferenceId',
  'preferenceValue',
  'text',
  'createdAt',
  'x',
] as const;
type NamedCall = { readonly name: string; readonly input: object };
const CALLS: readonly [NamedCall, ...NamedCall[]] = [
  { name: 'profiles.get', input: { customerNumber: NUMBER } },
  { name: 'profiles.get', input: { customerNumber: NUMBER, includePreferences: true, includeNotes: true } },
  { name: 'profiles.get', input: { customerNumber: NUMBER, includePersonnelTicket: true, includeECards: true } },
  { name: 'profiles.search', input: { surname: 'Nordmann', includePreferences: true } },
  { name: 'profiles.getMany', input: { customerNumbers: [NUMBER, NUMBER] } },
];

/** A response that is copied from the bytes of a document is the text of the one that is made from objects. */
export async function fuzz(data: Uint8Array): Promise<void> {
  const input = new FuzzInput(data);
  const call = input.pick(CALLS);
  const document = documentOf();
  while (!input.isEmpty) change(document, input);
  const store = storeOf(document);
  const [copied, made] = [await responseOf(call, store, true), await responseOf(call, store, false)];
  strictEqual(copied.json, made.json);
}

function change(document: Record<string, unknown>, input: FuzzInput): void {
  const field = input.pick(FIELDS);
  const kind = input.byte() % 4;
  const held = document[field];
  if (kind === 0) delete document[field];
  else if (kind === 1 && Array.isArray(held) && typeof held[0] === 'object' && held[0] !== null)
    (held[0] as Record<string, unknown>)[input.pick(PARTS)] = valueFrom(input);
  else if (kind === 2 && Array.isArray(held)) held.push(valueFrom(input));
  else document[field] = valueFrom(input);
}
