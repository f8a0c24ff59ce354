/** A value as JSON in UTF-8. Whatever knows only values gets the value: see {@link JsonText.toJSON}. */
export class JsonText {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The value, for `JSON.stringify` and for callers in the same process. */
  toJSON(): unknown {
    return JSON.parse(new TextDecoder().decode(this.bytes));
  }
}

const FIRST_SIZE = 64 * 1024;
/** A larger buffer is not kept for the next text. */
const MAX_KEPT_SIZE = 2 * 1024 * 1024;

/** Up to this many bytes, a loop is faster than the call of a native function. */
const MAX_LOOP = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const HEX = '0123456789abcdef';
/** The letter behind the backslash for control characters that have a short form (RFC 8259, section 7). */
const SHORT_FORM: Readonly<Record<number, string>> = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r' };

const ENCODER = new TextEncoder();

/**
 * Writes JSON as bytes. Texts that are in UTF-8 already are copied, which costs far less than to make a string and to encode
 * it again.
 */
export class JsonWriter {
  #bytes = new Uint8Array(FIRST_SIZE);
  #length = 0;

  /** The number of bytes written since the last {@link JsonWriter.take}. */
  get length(): number {
    return this.#length;
  }

  /** Takes back everything after a length. */
  rewind(length: number): void {
    this.#length = length;
  }

  /** Copies bytes as they are. */
  raw(bytes: Uint8Array): void {
    const { length } = bytes;
    const at = this.#room(length);
    const target = this.#bytes;
    if (length > MAX_LOOP) target.set(bytes, at);
    else for (let i = 0; i < length; i++) target[at + i] = bytes[i] as number;
    this.#length = at + length;
  }

  /** Writes JSON that is a text already. */
  json(text: string): void {
    const { length } = text;
    const at = this.#room(length * 3);
    const target = this.#bytes;
    let i = 0;
    for (; i < length && i < MAX_LOOP; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) break;
      target[at + i] = code;
    }
    const rest = i === length ? 0 : ENCODER.encodeInto(text.slice(i), target.subarray(at + i)).written;
    this.#length = at + i + rest;
  }

  /** Writes a whole number. */
  integer(value: number): void {
    if (value < 0 || value > 999_999_999) {
      this.json(String(value));
      return;
    }
    const at = this.#room(10);
    const target = this.#bytes;
    let digits = 1;
    for (let limit = 10; value >= limit; limit *= 10) digits += 1;
    for (let i = digits - 1, rest = value; i >= 0; i--) {
      const next = (rest / 10) | 0;
      target[at + i] = 0x30 + rest - next * 10;
      rest = next;
    }
    this.#length = at + digits;
  }

  /** Writes a text, given as UTF-8 from `start` up to `end`, in quotes and with escapes. */
  text(source: Uint8Array, start: number, end: number): void {
    // A control character takes six bytes.
    let at = this.#room((end - start) * 6 + 2);
    const target = this.#bytes;
    target[at++] = QUOTE;
    for (let i = start; i < end; i++) {
      const byte = source[i] as number;
      if (byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH) target[at++] = byte;
      else at = writeEscape(target, at, byte);
    }
    target[at++] = QUOTE;
    this.#length = at;
  }

  /** Returns what was written, and begins anew. */
  take(): JsonText {
    const text = new JsonText(this.#bytes.slice(0, this.#length));
    this.#length = 0;
    if (this.#bytes.length > MAX_KEPT_SIZE) this.#bytes = new Uint8Array(FIRST_SIZE);
    return text;
  }

  /** Makes room for more bytes. Returns the position of the next one. */
  #room(more: number): number {
    const at = this.#length;
    if (at + more > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, at + more));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
    }
    return at;
  }
}

/** Writes a byte that JSON escapes. Returns the position behind it. */
function writeEscape(target: Uint8Array, at: number, byte: number): number {
  const short = SHORT_FORM[byte];
  const letters = byte >= 0x20 ? String.fromCharCode(byte) : (short ?? `u00${HEX[byte >> 4]}${HEX[byte & 15]}`);
  target[at] = BACKSLASH;
  for (let i = 0; i < letters.length; i++) target[at + 1 + i] = letters.charCodeAt(i);
  return at + 1 + letters.length;
}
