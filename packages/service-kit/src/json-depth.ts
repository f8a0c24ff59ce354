import { ProfilesError } from '@profiles/contracts';

/** Nested arrays and objects; far more than any valid input has. */
const MAX_DEPTH = 32;
const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Rejects JSON that is nested deeper than any valid input, before it is parsed.
 *
 * @throws {@link ProfilesError} 400
 */
export function rejectDeepJson(text: string): void {
  let level = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) level++;
    else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) level--;
    if (level > MAX_DEPTH) {
      const message = `The body is nested too deeply: at most ${MAX_DEPTH} levels.`;
      throw new ProfilesError(400, { detail: message, errors: [{ path: '', message }] });
    }
  }
}
