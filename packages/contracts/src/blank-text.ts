// Text that prints nothing counts as empty (contract, section 1). The set: General_Category Cc, Cf, Zs, Zl, Zp and the
// four Hangul fillers, which are letters by category and print nothing (Unicode 17, DerivedGeneralCategory.txt).

const BLANK = /^[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]*$/u;

/** Whether a text is empty, or consists only of white space and characters that print nothing. */
export function isBlank(text: string): boolean {
  // Nearly every text begins with a visible ASCII character, and then no regular expression is needed.
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && BLANK.test(text);
}

/** Whether an optional value counts as not given: absent, `null`, or blank text. For input that is not parsed yet. */
export function isNotGiven(value: unknown): boolean {
  return value == null || (typeof value === 'string' && isBlank(value));
}

// For JSON Schema patterns, which also Python reads: ranges instead of categories, and the basic plane alone.
const CONTROLS = '\\u0000-\\u001f\\u007f-\\u009f';
const CONTROLS_BUT_LINES = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f';
const SPACES = ' \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const FORMATS =
  '\\u00ad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb';
const FILLERS = '\\u115f\\u1160\\u3164\\uffa0';

/** The pattern of blank text. */
export const BLANK_PATTERN = `^[${CONTROLS}${SPACES}${FORMATS}${FILLERS}]*$`;

/** The pattern of text without control characters that is not blank. With `lines`, line breaks and tabs are allowed. */
export function visibleTextPattern({ lines }: { readonly lines: boolean }): string {
  const any = `[^${lines ? CONTROLS_BUT_LINES : CONTROLS}]*`;
  return `^${any}[^${CONTROLS}${SPACES}${FORMATS}${FILLERS}]${any}$`;
}
