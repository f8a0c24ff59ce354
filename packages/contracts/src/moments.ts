import { EARLIEST_DAY_OF_BIRTH, isCalendarDay, latestDayAt } from '@profiles/domain';
import { formedText, type Refusal } from './text-field.js';

/** Far above the longest form of a moment, which has 35 characters: the form itself is the limit. */
const MAX_LENGTH = 100;

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d)))?$/;

const NOT_A_MOMENT: Refusal = {
  message:
    'Expected a moment with an offset, such as 2026-01-31T08:15:30Z, or a bare day (YYYY-MM-DD), each on a real day.',
};

/** The moment in the form it is stored in, or undefined if the text is no moment. A bare day means its start in UTC. */
function instantFrom(value: string): string | undefined {
  const match = INSTANT.exec(value);
  if (!match || !isCalendarDay(value.slice(0, 10))) return undefined;
  const [, , , , hour = '0', minute = '0', second = '0', fraction = '0', sign, offsetHours = '0', offsetMinutes = '0'] =
    match;
  // A leap second (60) is counted as the second after it.
  if (+hour > 23 || +minute > 59 || +second > 60 || +offsetHours > 23 || +offsetMinutes > 59) return undefined;
  const offset = (+offsetHours * 60 + +offsetMinutes) * 60_000 * (sign === '-' ? -1 : 1);
  const millis = ((+hour * 60 + +minute) * 60 + +second) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
  const moment = new Date(Date.parse(`${value.slice(0, 10)}T00:00:00Z`) + millis - offset);
  const year = moment.getUTCFullYear();
  return year < 0 || year > 9999 ? undefined : moment.toISOString();
}

/** A moment: accepted with any offset or as a bare day, stored in UTC with milliseconds (ISO 8601). */
export function instant() {
  return formedText({ max: MAX_LENGTH, read: (value) => instantFrom(value) ?? NOT_A_MOMENT }).meta({
    anyOf: [{ format: 'date-time' }, { format: 'date' }],
    examples: ['2026-01-31T08:15:30.000Z'],
  });
}

/** [VERIFIED-1] When a value was verified: a moment that is not in the future. */
export function verifiedAt() {
  const read = (value: string) => {
    const moment = instantFrom(value);
    if (moment === undefined) return NOT_A_MOMENT;
    return moment <= new Date().toISOString() ? moment : { message: 'Expected a moment that is not in the future.' };
  };
  return formedText({ max: MAX_LENGTH, read }).meta({
    anyOf: [{ format: 'date-time' }, { format: 'date' }],
    examples: ['2026-01-31T08:15:30.000Z'],
  });
}

/** A calendar day, `YYYY-MM-DD`. */
export function calendarDay() {
  return formedText({ max: MAX_LENGTH, read: (value) => refusalOfDay(value) ?? value }).meta({
    format: 'date',
    examples: ['1985-04-12'],
  });
}

/** A day of birth: a real calendar day from 1850-01-01 to today in the easternmost time zone (UTC+14). */
export function dateOfBirth() {
  return formedText({ max: MAX_LENGTH, read: readDateOfBirth }).meta({ format: 'date', examples: ['1985-04-12'] });
}

function readDateOfBirth(value: string): string | Refusal {
  const refusal = refusalOfDay(value);
  if (refusal !== undefined) return refusal;
  if (value < EARLIEST_DAY_OF_BIRTH) return { message: `Expected ${EARLIEST_DAY_OF_BIRTH} or a later day.` };
  // A day that has begun in UTC is no day of the future anywhere.
  if (Date.parse(value) > Date.now() && value > latestDayAt(new Date().toISOString()))
    return { message: 'Expected a day that is not in the future.' };
  return value;
}

function refusalOfDay(value: string): Refusal | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return { message: 'Expected a day in the form YYYY-MM-DD.' };
  return isCalendarDay(value) ? undefined : { message: 'Expected a day that exists in the calendar.' };
}
