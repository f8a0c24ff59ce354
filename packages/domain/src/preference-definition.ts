import { isCalendarDay } from './calendar-day.js';
import type { PreferenceType } from './preference-types.js';

const FITS: Readonly<Record<PreferenceType, (value: string) => boolean>> = {
  TEXT: () => true,
  BOOLEAN: (value) => value === 'true' || value === 'false',
  NUMBER: (value) => /^-?\d+(\.\d+)?$/.test(value),
  DATE: (value) => /^\d{4}-\d\d-\d\d$/.test(value) && isCalendarDay(value),
};

const FORMS: Readonly<Record<PreferenceType, string>> = {
  TEXT: 'any text',
  BOOLEAN: 'true or false',
  NUMBER: 'a decimal number, such as 12.5',
  DATE: 'a calendar day, YYYY-MM-DD',
};

/** Why a value does not fit the type; undefined if it does. */
export function misfitOf(type: PreferenceType, value: string): string | undefined {
  return FITS[type](value) ? undefined : `A preference of type ${type} takes ${FORMS[type]}.`;
}
