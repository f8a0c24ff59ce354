import { DateTime } from 'luxon';
import { problem, type Transform, type Transformed, value } from './transform.js';

/** Formats that are read without being named: none of them can be mistaken for another. */
const UNAMBIGUOUS = ['dd.mm.yyyy', 'yyyy-mm-dd', 'yyyy.mm.dd', 'yyyy/mm/dd', 'yyyymmdd'];

const TWO_DIGIT_YEAR =
  'Expected a year with four digits: two digits do not say the century. Export the column with four digits.';

const UNKNOWN_ORDER = 'Day and month cannot be told apart. Name the format in the mapping, such as format: dd/mm/yyyy.';

const TIME = /[T ](\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** Whether a mapping may name this date format. */
export function isDateFormat(format: string): boolean {
  const signs = format.toLowerCase().replace(/dd|mm|yyyy/g, (part) => part[0] ?? '');
  return /^[dmy][-./ ]?[dmy][-./ ]?[dmy]$/.test(signs) && ['d', 'm', 'y'].every((part) => signs.includes(part));
}

/** A day, as `yyyy-mm-dd`. A time of midnight after it is left out; another time is an error. */
export const date: Transform = (text, options) => {
  const time = TIME.exec(text);
  if (time === null) return day(text, options.format);
  const isMidnight = [time[1], time[2], time[3] ?? '0', time[4] ?? '0'].every((part) => Number(part) === 0);
  return isMidnight
    ? day(text.slice(0, time.index), options.format)
    : problem('Expected a day without a time. Use the transform "datetime", or export the day alone.');
};

/** A moment, in ISO 8601 with its offset. A time without an offset is a time in the given zone. */
export const datetime: Transform = (text, options) => {
  const time = TIME.exec(text);
  const found = day(time === null ? text : text.slice(0, time.index), options.format);
  if ('problem' in found) return found;
  if (time === null && options.zone === undefined) return found;
  const [, hours, minutes, seconds = '0', fraction = '0', offset] = time ?? ['', '0', '0'];
  if (offset === undefined && options.zone === undefined) {
    return problem(
      'Expected an offset such as Z or +01:00. Give the time zone of the column, such as zone: Europe/Oslo.',
    );
  }
  const [year, month, dayOfMonth] = String(found.value).split('-').map(Number) as [number, number, number];
  const zone = offset === undefined ? options.zone : zoneOf(offset);
  const moment = DateTime.fromObject(
    {
      year,
      month,
      day: dayOfMonth,
      hour: Number(hours),
      minute: Number(minutes),
      second: Number(seconds),
      millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)),
    },
    zone === undefined ? {} : { zone },
  );
  return moment.isValid ? value(moment.toUTC().toISO()) : problem('Expected an existing time of an existing day.');
};

/** Seconds or milliseconds since 1970, as a moment. */
export const epoch: Transform = (text) => {
  if (!/^\d{9,13}$/.test(text)) return problem('Expected seconds or milliseconds since 1970.');
  const number = Number(text);
  return value(new Date(text.length > 11 ? number : number * 1_000).toISOString());
};

function zoneOf(offset: string): string {
  return offset.toUpperCase() === 'Z' ? 'UTC' : `UTC${offset.slice(0, 3)}:${offset.slice(-2)}`;
}

function day(text: string, format: string | undefined): Transformed {
  const trimmed = text.trim();
  for (const candidate of format === undefined ? UNAMBIGUOUS : [format.toLowerCase()]) {
    const parts = partsOf(trimmed, candidate);
    if (parts === undefined) continue;
    const { y, m, d } = parts;
    if (y.length === 2) return problem(TWO_DIGIT_YEAR);
    const found = DateTime.utc(Number(y), Number(m), Number(d));
    if (found.isValid) return value(found.toISODate());
    // Eight digits can be written in any order.
    return problem(
      format === undefined && /^\d{8}$/.test(trimmed) ? UNKNOWN_ORDER : 'Expected a day that exists in the calendar.',
    );
  }
  return problem(expectation(trimmed, format));
}

function expectation(text: string, format: string | undefined): string {
  if (format !== undefined) return `Expected a day as ${format}.`;
  if (/^\d{1,2}[/-]\d{1,2}[/-]\d{4}$/.test(text)) {
    return UNKNOWN_ORDER;
  }
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2}$/.test(text)) return TWO_DIGIT_YEAR;
  if (/^\d{5}([.,]\d+)?$/.test(text)) {
    return 'Expected a day, found the serial number of a spreadsheet. Format the column as a date and export it again.';
  }
  return 'Expected a day as dd.mm.yyyy or yyyy-mm-dd.';
}

/** Day, month and year of a text in this format. The year has two or four digits. */
function partsOf(text: string, format: string): Record<'d' | 'm' | 'y', string> | undefined {
  const hasSigns = /[-./ ]/.test(format);
  const digits = hasSigns ? '\\d{1,2}' : '\\d{2}';
  const year = hasSigns ? '\\d{4}|\\d{2}' : '\\d{4}';
  const pattern = format
    .replace(/[.]/g, '\\.')
    .replace(/\//g, '\\/')
    .replace('dd', `(?<d>${digits})`)
    .replace('mm', `(?<m>${digits})`)
    .replace('yyyy', `(?<y>${year})`);
  return new RegExp(`^${pattern}$`).exec(text)?.groups as Record<'d' | 'm' | 'y', string> | undefined;
}
