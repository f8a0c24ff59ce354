import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Days and instants in the language of the employee, in the time zone of the device. */
export function useDates() {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const locale = i18n.language === 'en' ? 'en-GB' : 'nb-NO';
    const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
    const seconds = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
    const instants = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    return {
      /** A calendar day, YYYY-MM-DD. It has no time zone. */
      day: (day: string) => days.format(new Date(`${day.slice(0, 10)}T00:00:00Z`)),
      /** A point in time, ISO 8601. */
      instant: (instant: string) => instants.format(new Date(instant)),
      /** The same to the second. */
      second: (instant: string) => seconds.format(new Date(instant)),
    };
  }, [i18n.language]);
}
