import { isCalendarDay, isPostCodeOf, tidiedName } from '@profiles/domain';
import countries from 'i18n-iso-countries';
import { z } from 'zod';
import type { ErrorCode } from './error-catalogue.js';

// The field types every operation is made of. All checks keep the schema's class (no transforms), so that the same
// schema also describes the field in the OpenAPI document.

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above, line breaks and tabs apart
const CONTROL_IN_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const NO_CONTROL_PATTERN = '^[^\\u0000-\\u001f\\u007f-\\u009f]*$';
const NO_CONTROL_IN_LINES_PATTERN = '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$';
/** As above, with something in it besides white space. */
const NOT_BLANK_PATTERN =
  '^[^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\ufeff\\u0000-\\u001f\\u007f-\\u009f][^\\u0000-\\u001f\\u007f-\\u009f]*$';

interface TextLimits {
  /** The most characters (code points) it may have. */
  readonly max: number;
  readonly min?: number;
  /** Line breaks and tabs are welcome. */
  readonly lines?: boolean;
}

/** A text that comes back exactly as sent: limited in length, without control characters and lone surrogates. */
export function text({ max, min = 0, lines = false }: TextLimits) {
  const control = lines ? CONTROL_IN_LINES : CONTROL;
  return z
    .string()
    .superRefine((value, ctx) => {
      // The length in code units is never below that in code points: counting is only needed near the limit.
      const length = value.length > max || value.length < min * 2 ? [...value].length : value.length;
      if (length > max) complain(ctx, `Too long: at most ${max} characters.`);
      else if (length < min) complain(ctx, `Too short: at least ${min} character${min === 1 ? '' : 's'}.`);
      else if (control.test(value)) complain(ctx, 'Control characters are not allowed.');
      else if (!value.isWellFormed()) complain(ctx, 'Half of a surrogate pair is not a character.');
    })
    .meta({
      ...(min > 0 && { minLength: min }),
      maxLength: max,
      pattern: lines ? NO_CONTROL_IN_LINES_PATTERN : NO_CONTROL_PATTERN,
    });
}

function complain(ctx: z.core.$RefinementCtx, message: string): void {
  // Further checks of the same field would only repeat that it is no good.
  ctx.addIssue({ code: 'custom', message, continue: false });
}

/** Refuses with a code of its own instead of the general 400. */
export function coded(errorCode: ErrorCode, message: string) {
  return { error: message, params: { errorCode } };
}

/** A required name, [606] when there is nothing in it. Kept trimmed, with single spaces. */
export function name() {
  return text({ max: 100 })
    .refine((value) => value.trim() !== '', coded(606, 'A name must not be empty.'))
    .overwrite(tidiedName)
    .meta({ minLength: 1, maxLength: 100, pattern: NOT_BLANK_PATTERN, examples: ['Kari'] });
}

const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$/;

/** An email address in ASCII, [603] when it is none. Trimmed, otherwise kept as written. */
export function email() {
  return text({ max: 80 })
    .overwrite((value) => value.trim())
    .refine((value) => EMAIL.test(value), coded(603, 'Not an email address (ASCII characters only).'))
    .meta({ maxLength: 80, format: 'email', pattern: EMAIL.source, examples: ['kari.nordmann@example.no'] });
}

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d)))?$/;

/** The instant in its one stored form, or undefined when the text is none. A bare day means its start in UTC. */
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

/** A moment: accepted with any offset or as a bare day, kept in UTC with milliseconds. */
export function instant() {
  return z
    .string()
    .refine(
      (value) => instantFrom(value) !== undefined,
      'Not a moment: write 2026-01-31T08:15:30Z, with any offset, or a bare day.',
    )
    .overwrite((value) => instantFrom(value) ?? value)
    .meta({
      anyOf: [{ format: 'date-time' }, { format: 'date' }],
      examples: ['2026-01-31T08:15:30.000Z'],
    });
}

/** A day of birth: `YYYY-MM-DD`, a real day, not in the future. */
export function dateOfBirth() {
  return z
    .string()
    .refine((value) => /^\d{4}-\d\d-\d\d$/.test(value) && isCalendarDay(value), 'Not a calendar day: write YYYY-MM-DD.')
    .refine((value) => value <= new Date().toISOString().slice(0, 10), 'A day of birth does not lie in the future.')
    .meta({ format: 'date', examples: ['1985-04-12'] });
}

const ALPHA3 = Object.keys(countries.getAlpha3Codes()).sort() as [string, ...string[]];

// One schema, since it has an id: the document refers to it.
const COUNTRY = z.enum(ALPHA3).meta({ id: 'CountryCode', examples: ['NOR'], description: 'ISO 3166-1 alpha-3.' });

/** ISO 3166-1 alpha-3, real codes only. */
export function country() {
  return COUNTRY;
}

/** Of the right form for its country, else [604]. A country left out is Norway. */
export function checkPostCode(
  address: { postCode: string; countryCode?: string | null | undefined },
  ctx: z.core.$RefinementCtx,
): void {
  if (isPostCodeOf(address.countryCode ?? 'NOR', address.postCode)) return;
  ctx.addIssue({
    code: 'custom',
    path: ['postCode'],
    message: 'A Norwegian postCode has exactly four digits.',
    params: { errorCode: 604 },
  });
}

/** A number of the Brønnøysund register: nine digits, the last one a check digit with modulus 11. */
export function invoiceOrganisationId() {
  return z
    .string()
    .regex(/^\d{9}$/, 'Nine digits.')
    .refine(hasModulus11CheckDigit, 'The check digit (modulus 11) does not fit.')
    .meta({ format: 'norwegian-organisation-number', examples: ['974760673'] });
}

function hasModulus11CheckDigit(digits: string): boolean {
  const weights = [3, 2, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  // A remainder of 1 would need the digit 10: such numbers are not given out.
  return (11 - (sum % 11)) % 11 === Number(digits[8]);
}

/** A customer number. */
export function customerNumber() {
  return z
    .int()
    .min(1)
    .meta({ format: 'int64', examples: [1_000_000], description: 'Customer number.' });
}

export function organisationId() {
  return z
    .int()
    .min(1)
    .meta({ format: 'int64', examples: [1], description: 'The organisation the customer is registered with.' });
}

/** 1 to 40 characters, trimmed. */
export function customerRef() {
  return text({ max: 40, min: 1 })
    .overwrite((value) => value.trim())
    .refine((value) => value !== '', 'A customerRef must not be empty.')
    .meta({ minLength: 1, maxLength: 40, pattern: NOT_BLANK_PATTERN, examples: ['CRM-4711'] });
}

/** Who made a change: web, app or the user name of an employee. */
export function actor() {
  return text({ max: 100, min: 1 }).meta({ minLength: 1, maxLength: 100, examples: ['web'] });
}

export function ecardOperator() {
  return z
    .string()
    .regex(/^\d{5}$/, 'An operator has five digits.')
    .meta({ examples: ['57803'], description: 'The operator that issued the card.' });
}

export function ecardNumber() {
  return z
    .int()
    .min(0)
    .max(9_999_999_999)
    .meta({ format: 'int64', examples: [1234567890], description: 'E-card number.' });
}
