import type { CalendarDay, Instant } from './instant.js';

const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether `YYYY-MM-DD` names a real day of the Gregorian calendar. */
export function isCalendarDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const [year, month, day] = [Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8))];
  return day >= 1 && day <= lastDayOf(year, month);
}

/** The number of days of a month; 0 for a month that does not exist. */
function lastDayOf(year: number, month: number): number {
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeapYear ? 29 : (DAYS_OF_MONTHS[month - 1] ?? 0);
}

/** The first day of birth that is accepted (contract, section 1). */
export const EARLIEST_DAY_OF_BIRTH: CalendarDay = '1850-01-01';

/** Hours by which the easternmost time zone (UTC+14, Kiribati) is ahead of UTC: there each day begins first. */
const EASTERNMOST_HOURS = 14;

/** The latest day that is today anywhere in the world. */
export function latestDayAt(now: Instant): CalendarDay {
  return new Date(Date.parse(now) + EASTERNMOST_HOURS * 3_600_000).toISOString().slice(0, 10);
}
