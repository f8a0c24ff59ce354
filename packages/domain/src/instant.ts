/**
 * A moment as ISO 8601 text in UTC with milliseconds, e.g. `2026-01-31T08:15:30.000Z`.
 * All instants have this one form, so comparing the texts compares the moments.
 */
export type Instant = string;

/** A calendar day, `YYYY-MM-DD`. */
export type CalendarDay = string;

/** The later of two moments. */
export function laterOf(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
