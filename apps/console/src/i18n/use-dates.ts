import { useTranslation } from 'react-i18next';

/** Days and instants in one language. */
interface Dates {
  /** A calendar day, YYYY-MM-DD. It has no time zone. */
  day(day: string): string;
  /** A point in time, ISO 8601. */
  instant(instant: string): string;
  /** The same to the second. */
  second(instant: string): string;
}

/** Made once for a language: to make them takes longer than to render an entry of a long list. */
const made = new Map<string, Dates>();

/** Days and instants in the language of the employee, in the time zone of the device. */
export function useDates(): Dates {
  const { language } = useTranslation().i18n;
  const dates = made.get(language) ?? datesIn(language);
  made.set(language, dates);
  return dates;
}

function datesIn(language: string): Dates {
  const locale = language === 'en' ? 'en-GB' : 'nb-NO';
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const seconds = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    day: (day) => days.format(new Date(`${day.slice(0, 10)}T00:00:00Z`)),
    instant: (instant) => instants.format(new Date(instant)),
    second: (instant) => seconds.format(new Date(instant)),
  };
}
