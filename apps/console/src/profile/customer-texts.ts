import type { CustomerResponse } from '@profiles/client';
import type { TFunction } from 'i18next';

type Named = Pick<CustomerResponse, 'firstName' | 'surname'>;

/** The name of a customer; a temporary one may have none. */
export function nameOf({ firstName, surname }: Partial<Named>, t: TFunction): string {
  return [firstName, surname].filter(Boolean).join(' ') || t('profile.unnamed');
}

type Reachable = Pick<CustomerResponse, 'countryCode' | 'telephoneNumberNoCountryCode'>;

/** The telephone number with its calling code, in the groups that Norwegian numbers are read in. */
export function telephoneOf({ countryCode, telephoneNumberNoCountryCode: number }: Reachable): string | undefined {
  if (countryCode === undefined || number === undefined) return undefined;
  const grouped = countryCode === '+47' ? number.replace(/^(\d{3})(\d{2})(\d{3})$/, '$1 $2 $3') : number;
  return `${countryCode} ${grouped}`;
}

/** The sixteen digits of a card in groups of four, as printed on it. */
export function cardOf(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, '$1 ');
}
