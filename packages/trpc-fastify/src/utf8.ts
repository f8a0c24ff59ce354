import { isUtf8 } from 'node:buffer';

/** Takes the place of a text whose bytes are not UTF-8. A decoder would put U+FFFD in place of what it can't read. */
export const NOT_UTF8 = Symbol('not UTF-8');

/** The text of a body, or `NOT_UTF8`. */
export function textOf(bytes: Buffer): string | typeof NOT_UTF8 {
  return isUtf8(bytes) ? bytes.toString('utf8') : NOT_UTF8;
}

/** Whether the bytes that a part of a URL stands for are UTF-8. */
export function isPercentEncodedUtf8(text: string): boolean {
  if (!text.includes('%')) return true;
  const bytes = text.replace(/%([0-9a-fA-F]{2})/g, (_match, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return isUtf8(Buffer.from(bytes, 'latin1'));
}
