import type { CustomerResponse, ProfilesPreviewMergeInput } from '@profiles/client';
import { telephoneOf } from '../profile/customer-texts';

/** A field that can be taken from the customer who is merged in. The two halves of a telephone number go together. */
export type TakeableField = NonNullable<ProfilesPreviewMergeInput['take']>[number];

/** The text of a row. */
type RowLabel = 'telephone' | Exclude<TakeableField, 'telephoneNumber' | 'expirationDate' | 'languagePreference'>;

/** A field of both customers, side by side. */
export interface ComparedField {
  readonly field: TakeableField;
  readonly label: RowLabel;
  readonly target: string | undefined;
  readonly source: string | undefined;
  /** Whether the two have different values, of which the one who is merged in has one: only then can it be taken. */
  readonly canTake: boolean;
}

/** The fields that are compared, in their order. */
const FIELDS = [
  'firstName',
  'surname',
  'email',
  'telephoneNumber',
  'landlineNumber',
  'dateOfBirth',
  'nationality',
  'languagePreferenceISO6393',
  'invoiceOrganisationId',
  'vippsId',
] as const satisfies readonly TakeableField[];

/** The two customers field by field. A field that is empty in both is left out. */
export function comparedFields(target: CustomerResponse, source: CustomerResponse): ComparedField[] {
  return FIELDS.map((field): ComparedField => {
    const values = { target: textIn(target, field), source: textIn(source, field) };
    const label = field === 'telephoneNumber' ? 'telephone' : field;
    return { field, label, ...values, canTake: values.source !== undefined && values.source !== values.target };
  }).filter(({ target, source }) => target !== undefined || source !== undefined);
}

function textIn(customer: CustomerResponse, field: (typeof FIELDS)[number]): string | undefined {
  const value = field === 'telephoneNumber' ? telephoneOf(customer) : customer[field];
  return value === '' ? undefined : (value ?? undefined);
}
