import type { CustomerResponse } from '@profiles/client';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../i18n/use-dates';

/** Writes the value of a field of a customer in the language of the employee: days as dates, codes by the names of what they mean. */
export function useFieldText(): (field: string, value: string) => string {
  const { t, i18n } = useTranslation();
  const { day } = useDates();
  return useMemo(() => {
    // A code that the browser has no name for is shown as it is.
    const languages = new Intl.DisplayNames(i18n.language, { type: 'language', fallback: 'code' });
    return (field, value) => {
      if (field === 'dateOfBirth' && DAY.test(value)) return day(value);
      if (field === 'languagePreferenceISO6393' && LANGUAGE.test(value)) return languages.of(value) ?? value;
      if (field === 'status' && isStatus(value)) return t(`customerStatus.${value}`);
      if (field === 'profileType' && isType(value)) return t(`customerType.${value}`);
      return value;
    };
  }, [t, i18n.language, day]);
}

const isStatus = (value: string): value is CustomerResponse['status'] => /^[APD]$/.test(value);
const isType = (value: string): value is CustomerResponse['profileType'] => /^[SPT]$/.test(value);
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Of another form, as in a draft, it has no name. */
const LANGUAGE = /^[a-z]{3}$/i;
