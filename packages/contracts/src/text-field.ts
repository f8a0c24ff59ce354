import { z } from 'zod';
import { BLANK_PATTERN, isBlank, visibleTextPattern } from './blank-text.js';
import type { ErrorCode } from './error-catalogue.js';

// Text fields. One check per field does everything, because it is on the path of every create and update: it tells
// blank text apart, reports every error of the field, and leaves the text in the form it is stored in. The schema stays
// a plain string schema, so that it also describes the field in the OpenAPI document.

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above, except line breaks and tabs
const CONTROL_IN_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Why a text is refused. */
export interface Refusal {
  /** The expected form. It never repeats the text itself. */
  readonly message: string;
  /** @defaultValue 400 */
  readonly code?: ErrorCode;
}

/** The limits of a text field. */
export interface TextRule {
  /** Maximum length in characters (Unicode code points). */
  readonly max: number;
  /** Minimum length in characters. Blank text is refused in any case. @defaultValue 1 */
  readonly min?: number;
  /** Whether line breaks and tabs are allowed. @defaultValue false */
  readonly lines?: boolean;
  /** How blank text is refused where the field is required. */
  readonly whenBlank?: Refusal;
  /** The text in the form it is stored in, or why it is refused. By default text is stored as it was sent. */
  readonly read?: (text: string) => string | Refusal;
}

/** The meaning of blank text: an error, a field that was not given, or a value that a rule across fields judges. */
type OnBlank = 'refuse' | 'absent' | 'keep';

const EMPTY: Refusal = { message: 'Must not be empty or blank.' };

/** The one check of a text field. */
class TextCheck implements z.core.$ZodCheck<string> {
  readonly _zod: z.core.$ZodCheck<string>['_zod'];

  readonly rule: TextRule;

  constructor(rule: TextRule, onBlank: OnBlank) {
    this.rule = rule;
    const check = (payload: z.core.ParsePayload<string>) => checkText(rule, onBlank, payload);
    this._zod = { check, def: { check: 'custom' }, onattach: [] } as unknown as z.core.$ZodCheck<string>['_zod'];
  }
}

function checkText(rule: TextRule, onBlank: OnBlank, payload: z.core.ParsePayload<string>): void {
  const text = payload.value;
  if (isBlank(text)) {
    if (onBlank === 'refuse') refuse(payload, rule.whenBlank ?? EMPTY);
    else (payload as { value: unknown }).value = onBlank === 'absent' ? undefined : '';
    return;
  }
  const { max, min = 1, lines = false, read } = rule;
  // The length in code units is never below that in code points: counting is only needed near a limit.
  const length = text.length > max || text.length < min * 2 ? [...text].length : text.length;
  if (length > max) refuse(payload, { message: `Too long: at most ${max} characters.` });
  if (length < min) refuse(payload, { message: `Too short: at least ${min} characters.` });
  if ((lines ? CONTROL_IN_LINES : CONTROL).test(text)) {
    const message = lines ? 'No control characters except line breaks and tabs.' : 'No control characters.';
    refuse(payload, { message });
  } else if (!text.isWellFormed()) refuse(payload, { message: 'No lone surrogates: send well-formed Unicode.' });
  const stored = read === undefined ? text : read(text);
  if (typeof stored === 'string') payload.value = stored;
  else refuse(payload, stored);
}

/** Adds an error to what zod has found. It does not stop the rules across fields: see `across-fields.ts`. */
export function refuse(
  { issues, value }: Pick<z.core.ParsePayload, 'issues' | 'value'>,
  { message, code }: Refusal,
  path: PropertyKey[] = [],
): void {
  const params = code === undefined ? {} : { params: { errorCode: code } };
  issues.push({ code: 'custom', message, ...params, path, input: value } as z.core.$ZodRawIssue);
}

/** A required text field. Blank text is refused. */
export function text(rule: TextRule) {
  const { max, min = 1, lines = false } = rule;
  return z
    .string()
    .check(new TextCheck(rule, 'refuse'))
    .meta({ minLength: min, maxLength: max, pattern: visibleTextPattern({ lines }) });
}

/** Text of a form that its own description states, such as an email: without a length and a pattern in the document. */
export function formedText(rule: TextRule) {
  return z.string().check(new TextCheck(rule, 'refuse'));
}

/** Text that is one of few values. */
export function choice<const T extends string>(values: readonly T[]) {
  const known: ReadonlySet<string> = new Set(values);
  const message = `Expected one of ${values.join(', ')}.`;
  const read = (text: string) => (known.has(text) ? text : { message });
  // A string schema with the type of its values: an enum of zod refuses blank text before any check can see it.
  return formedText({ max: Number.POSITIVE_INFINITY, read }).meta({ enum: [...values] }) as unknown as z.ZodType<T, T>;
}

/** The same text field where it may be left out: blank text counts as not given. */
export function optional<S extends z.ZodType>(schema: S): z.ZodOptional<z.ZodNullable<S>> {
  return blankIsAbsent(schema).nullish();
}

/** As {@link optional}, but `null` is refused: nothing can be cleared, as in a query. */
export function optionalNotNull<S extends z.ZodType>(schema: S): z.ZodOptional<S> {
  return blankIsAbsent(schema).optional();
}

/** The same text field in which blank text counts as not given. Only for a field that is optional or has a default. */
export function blankIsAbsent<S extends z.ZodType>(schema: S): S {
  return onBlankOf(schema, 'absent');
}

/** The same text field in which blank text becomes "", for a rule across fields to judge. */
export function blankIsKept<S extends z.ZodType>(schema: S): S {
  return onBlankOf(schema, 'keep');
}

function onBlankOf<S extends z.ZodType>(schema: S, onBlank: OnBlank): S {
  const { checks = [] } = schema._zod.def;
  const replaced = checks.map((check) => (check instanceof TextCheck ? new TextCheck(check.rule, onBlank) : check));
  if (!checks.some((check) => check instanceof TextCheck)) throw new Error('Not a text field.');
  const meta = schema.meta() ?? {};
  const clone = schema.clone({ ...schema._zod.def, checks: replaced } as never);
  return clone.meta(onBlank === 'absent' ? orBlank(meta) : meta) as S;
}

const CONSTRAINTS = new Set(['format', 'pattern', 'enum', 'anyOf', 'minLength', 'maxLength']);

/** A field in the documents: its own form, or blank text. */
function orBlank(meta: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(meta);
  const constraints = entries.filter(([keyword]) => CONSTRAINTS.has(keyword));
  const others = entries.filter(([keyword]) => !CONSTRAINTS.has(keyword));
  const anyOf = [Object.fromEntries(constraints), { pattern: BLANK_PATTERN }];
  return { ...Object.fromEntries(others), anyOf };
}
