import { ProfilesError } from '@profiles/contracts';

/** Nested arrays and objects; far more than any valid input has. */
const MAX_DEPTH = 32;
const [QUOTE, BACKSLASH, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d,
];

/**
 * Rejects JSON that no valid input looks like, before it is parsed: nested too deeply, or with a name that stands twice in
 * one object. Parsers disagree on which of the two values counts (RFC 8259, section 4), so neither does.
 *
 * @throws {@link ProfilesError} 400
 */
export function rejectUnsafeJson(text: string): void {
  /** The names seen in each open object, by level; none at the level of an array. */
  const names: (Set<string> | undefined)[] = [];
  let level = 0;
  let lastString = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      lastString = text.slice(at + 1, end);
      at = end;
    } else if (code === COLON) rejectRepeated(names[level], lastString);
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
      level++;
      if (level > MAX_DEPTH) throw rejection('', `Nested too deeply: at most ${MAX_DEPTH} levels.`);
      names[level] = code === OPEN_OBJECT ? new Set() : undefined;
    } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) level--;
  }
}

/** The index of the quotation mark that ends the string which starts at an index, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

function rejectRepeated(seen: Set<string> | undefined, raw: string): void {
  if (seen === undefined) return;
  const name = raw.includes('\\') ? unescaped(raw) : raw;
  // Cut, since the name comes from the caller.
  if (seen.has(name)) throw rejection(name.slice(0, 60), 'Given more than once in the same object: give it once.');
  seen.add(name);
}

/** `\u0061` and `a` are the same name. */
function unescaped(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

function rejection(path: string, message: string): ProfilesError {
  return new ProfilesError(400, { detail: `${path || 'body'}: ${message}`, errors: [{ path, message }] });
}
