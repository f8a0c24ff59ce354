import { ProfilesError } from '@profiles/contracts';

/** Of a URL as it is sent, percent-encoded. Beyond this no parameter is read. */
export const MAX_URL_CHARACTERS = 12_000;
/** Of one part of the path, percent-decoded (contract, section 5). */
const MAX_PART_CHARACTERS = 2_000;

/** The error of a URL before its route is known: 414 for its path, 400 for its length otherwise. */
export function urlError(url: string, pathSeparator: RegExp): ProfilesError | undefined {
  // Nearly all URLs are shorter than what one part may be.
  if (url.length <= MAX_PART_CHARACTERS) return undefined;
  if (hasTooLongPart(url, pathSeparator)) return new ProfilesError(414);
  if (url.length <= MAX_URL_CHARACTERS) return undefined;
  const message = `The URL is too long: at most ${MAX_URL_CHARACTERS} characters.`;
  return new ProfilesError(400, { detail: message, errors: [{ path: '', message }] });
}

function hasTooLongPart(url: string, separator: RegExp): boolean {
  const [path = ''] = url.split('?', 1);
  return path.split(separator).some((part) => {
    return part.length > MAX_PART_CHARACTERS && decodedLength(part) > MAX_PART_CHARACTERS;
  });
}

function decodedLength(part: string): number {
  try {
    return [...decodeURIComponent(part)].length;
  } catch {
    return part.length;
  }
}

/** A URL with its raw bytes outside of ASCII percent-encoded. Node decodes them as Latin-1, but callers send UTF-8. */
function percentEncoded(url: string): string {
  return url.replace(/[\u0080-\u00ff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
}

/**
 * The URL by which a request is routed. A read may end in a slash; a write must not, because the last part of its path may be
 * missing by mistake.
 */
export function routedUrl({
  method,
  url = '/',
}: {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}): string {
  const encoded = percentEncoded(url);
  if (method !== 'GET' && method !== 'HEAD') return encoded;
  return encoded.replace(/^(\/[^?]*[^/?])\/(?=\?|$)/, '$1');
}
