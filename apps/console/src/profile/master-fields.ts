import type { CustomerResponse, ProfilesPatchInput } from '@profiles/client';

/** A field that is edited. It has the same name in the response and in the patch. */
export type EditableName =
  | 'firstName'
  | 'surname'
  | 'email'
  | 'countryCode'
  | 'telephoneNumberNoCountryCode'
  | 'landlineNumber'
  | 'dateOfBirth'
  | 'nationality'
  | 'languagePreferenceISO6393'
  | 'invoiceOrganisationId'
  | 'vippsId';

/** The text of a row, which stands for all its fields. */
type RowLabel =
  | 'name'
  | 'telephone'
  | Exclude<EditableName, 'firstName' | 'surname' | 'countryCode' | 'telephoneNumberNoCountryCode'>;

/** The fields of a row, which are edited together. */
export interface EditableRow {
  readonly label: RowLabel;
  readonly names: readonly EditableName[];
}

/** The rows of the customer's data, in their order. */
export const EDITABLE_ROWS: readonly EditableRow[] = [
  { label: 'name', names: ['firstName', 'surname'] },
  { label: 'email', names: ['email'] },
  { label: 'telephone', names: ['countryCode', 'telephoneNumberNoCountryCode'] },
  { label: 'landlineNumber', names: ['landlineNumber'] },
  { label: 'dateOfBirth', names: ['dateOfBirth'] },
  { label: 'nationality', names: ['nationality'] },
  { label: 'languagePreferenceISO6393', names: ['languagePreferenceISO6393'] },
  { label: 'invoiceOrganisationId', names: ['invoiceOrganisationId'] },
  { label: 'vippsId', names: ['vippsId'] },
];

/** The text typed into the fields of a row. */
export type Draft = Readonly<Partial<Record<EditableName, string>>>;

/** The fields as they are, as a draft. */
export function draftOf(customer: CustomerResponse, names: readonly EditableName[]): Draft {
  return Object.fromEntries(names.map((name) => [name, customer[name] ?? '']));
}

/** The patch for a draft. An empty field is cleared. */
export function patchOf(draft: Draft): Omit<ProfilesPatchInput, 'customerNumber'> {
  return Object.fromEntries(
    Object.entries(draft).map(([name, text]) => [name, text.trim() === '' ? null : text.trim()]),
  );
}
