import { ProfilesError } from '@profiles/contracts';

/**
 * The query of a URL as the form encoding has it: `+` is a space, `%xx` are bytes of UTF-8. A name given twice becomes
 * a list, which no field is, so it is refused by name; bytes that are no UTF-8 are refused here.
 */
export function parseQuery(url: string): Record<string, unknown> {
  const start = url.indexOf('?');
  // Without a prototype: a parameter may be called anything.
  const query: Record<string, unknown> = Object.create(null);
  if (start === -1) return query;
  for (const pair of url.slice(start + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decoded(equals === -1 ? pair : pair.slice(0, equals));
    const value = decoded(equals === -1 ? '' : pair.slice(equals + 1));
    query[name] = name in query ? [query[name], value].flat() : value;
  }
  return query;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    const message = 'The query is not percent-encoded UTF-8.';
    throw new ProfilesError(400, { detail: message, errors: [{ path: '', message }] });
  }
}
