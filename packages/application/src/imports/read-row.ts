import { badInput, type FieldError, importRow, type ParsedImportRow, type ProfilesError } from '@profiles/contracts';
import { comparable, type ImportedCustomer, type ImportedLists, type ProfilePatch } from '@profiles/domain';
import { given, present } from '../commands/given.js';
import type { RowProblem } from '../ports/imports.js';

/** A row as it was read: its fields, or why it is refused. */
export type ReadRow = { readonly row: number } & (
  | { readonly fields: ParsedImportRow; readonly problem?: never }
  | { readonly problem: RowProblem; readonly fields?: never }
);

/** Reads a row of any form. An invalid one is refused with all its errors. [IMPORT-1] */
export function readRow(row: number, sent: unknown, organisationId: number): ReadRow {
  const parsed = importRow.safeParse(sent);
  const elsewhere = otherOrganisation(sent, organisationId);
  if (!parsed.success) return { row, problem: problemOfError(badInput(parsed.error.issues, elsewhere)) };
  const [other] = elsewhere;
  if (other === undefined) return { row, fields: parsed.data };
  return { row, problem: { code: 610, detail: other.message, errors: elsewhere } };
}

/** The error of a row that names another organisation. An organisation of the wrong form is an error of its own. */
function otherOrganisation(sent: unknown, organisationId: number): readonly FieldError[] {
  const named = (sent as { organisationId?: unknown } | null)?.organisationId;
  if (!Number.isSafeInteger(named) || Number(named) < 1 || named === organisationId) return [];
  return [{ path: 'organisationId', message: 'The row names another organisation than that of the import.' }];
}

function problemOfError({ code, details }: ProfilesError): RowProblem {
  return { code, ...details };
}

/** The lists of a row, with their absent fields left out. */
function listsOf(fields: ParsedImportRow): ImportedLists {
  const lists: Record<string, unknown> = {};
  for (const name of ['preferences', 'customerAccounts', 'personnelTickets', 'notes'] as const) {
    const list = fields[name];
    if (list != null) lists[name] = list.map((item) => given(item));
  }
  if (fields.ecardOwnerships != null)
    lists['ecardOwnerships'] = fields.ecardOwnerships.map(({ ecardNumber16digits: _checked, ...card }) => given(card));
  return lists;
}

/** The fields that name a customer or belong to the row as a whole. */
const NOT_OF_CUSTOMER = [
  ...['organisationId', 'customerNumber', 'uuid', 'mergedInto', 'password', 'passwordHash'],
  ...['ecardOwnerships', 'preferences', 'customerAccounts', 'personnelTickets', 'notes', 'postalAddresses'],
] as const;

/** The row as the rule of a creation takes it. */
export function customerFrom(fields: ParsedImportRow): ImportedCustomer {
  const { postalAddresses } = fields;
  return {
    ...(given(without(fields, NOT_OF_CUSTOMER)) as unknown as ImportedCustomer),
    ...(fields.username === null && { username: null }),
    surname: fields.surname ?? '',
    firstName: fields.firstName ?? '',
    languagePreferenceISO6393: fields.languagePreferenceISO6393 ?? 'NOB',
    postalAddresses: (postalAddresses ?? []).map(({ id: _ignored, ...address }) => given(address)),
    ...listsOf(fields),
  };
}

/** The fields of update-profile. */
const PATCHED = [
  ...['surname', 'firstName', 'email', 'vippsId', 'countryCode', 'telephoneNumberNoCountryCode', 'dateOfBirth'],
  ...['nationality', 'expirationDate', 'landlineNumber', 'telephoneNumberVerifiedAt', 'invoiceOrganisationId'],
  ...['emailVerifiedAt', 'status'],
];

/** The row as the rule of an update takes it. An absent field leaves the stored value unchanged, null clears it. */
export function patchOf(fields: ParsedImportRow): ProfilePatch {
  const all = present(fields) as Readonly<Record<string, unknown>>;
  const patch: Record<string, unknown> = {};
  for (const name of PATCHED) if (name in all) patch[name] = all[name];
  if (patch['status'] === null) delete patch['status'];
  if (fields.emailOld != null) patch['email'] = fields.emailOld;
  if (fields.languagePreferenceISO6393 !== undefined)
    patch['languagePreferenceISO6393'] = fields.languagePreferenceISO6393 ?? 'NOB';
  if (fields.postalAddresses != null)
    patch['postalAddresses'] = fields.postalAddresses.map(({ id: _ignored, ...address }) => present(address));
  return patch as ProfilePatch;
}

/** The lists of an update. Notes without an author are the actor's. */
export function listsOfUpdate(
  fields: ParsedImportRow,
  createdBy: string,
): ImportedLists & { readonly createdBy: string } {
  return { ...listsOf(fields), createdBy };
}

/** The unique keys that the profile of a row could hold (see `uniqueKeysOf`). */
export function keysOfRow({ customerRef, email, emailOld, username, vippsId, ...fields }: ParsedImportRow): string[] {
  const ref = customerRef ?? fields.customerNumber;
  const address = email ?? emailOld;
  const login = username ?? address;
  const accounts = [fields.customerAccountId, ...(fields.customerAccounts ?? []).map(({ accountId }) => accountId)];
  return [
    ...(ref == null ? [] : [`ref:${ref}`]),
    ...(address == null ? [] : [`email:${comparable(address)}`, `username:${comparable(address)}`]),
    ...(login == null || login === address ? [] : [`username:${comparable(login)}`]),
    ...(vippsId == null ? [] : [`vipps:${vippsId}`]),
    ...accounts.flatMap((id) => (id == null ? [] : [`account:${id}`])),
  ];
}

/** The cards that a row would hold. */
export function cardsOfRow({ ecardOwnerships }: ParsedImportRow) {
  return (ecardOwnerships ?? []).filter(({ endOfOwnership }) => endOfOwnership == null);
}

function without(fields: object, names: readonly string[]): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...fields };
  for (const name of names) delete copy[name];
  return copy;
}
