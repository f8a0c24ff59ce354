import type { FieldError } from '@profiles/contracts';

/** A query string as it was read. */
export interface Query {
  readonly fields: Readonly<Record<string, string>>;
  /** Parameters that are given more than once, and bytes that are not UTF-8. */
  readonly errors: readonly FieldError[];
}

/**
 * The query of a URL in the form encoding: `+` is a space, `%xx` are bytes of UTF-8. Of a parameter that is given more than
 * once the first value counts, beside the error that names it.
 */
export function parseQuery(url: string): Query {
  const start = url.indexOf('?');
  // Without a prototype: a parameter may have any name.
  const fields: Record<string, string> = Object.create(null);
  if (start === -1) return { fields, errors: [] };
  const errors: FieldError[] = [];
  for (const pair of url.slice(start + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decoded(equals === -1 ? pair : pair.slice(0, equals));
    const value = decoded(equals === -1 ? '' : pair.slice(equals + 1));
    // Names come from the caller, so they are cut to a length that is safe to show.
    const path = name?.slice(0, 60) ?? '';
    if (name === undefined || value === undefined) errors.push({ path, message: 'Not percent-encoded UTF-8.' });
    else if (name in fields) errors.push({ path, message: 'Given more than once: give it once.' });
    else fields[name] = value;
  }
  return { fields, errors };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
