import type { CalendarDay, Instant } from './instant.js';

/** Whether `YYYY-MM-DD` names a real day of the Gregorian calendar. */
export function isCalendarDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const midnight = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === value;
}

/** The first day of birth that is accepted (contract, section 1). */
export const EARLIEST_DAY_OF_BIRTH: CalendarDay = '1850-01-01';

/** Hours by which the easternmost time zone (UTC+14, Kiribati) is ahead of UTC: there each day begins first. */
const EASTERNMOST_HOURS = 14;

/** The latest day that is today anywhere in the world. */
export function latestDayAt(now: Instant): CalendarDay {
  return new Date(Date.parse(now) + EASTERNMOST_HOURS * 3_600_000).toISOString().slice(0, 10);
}
