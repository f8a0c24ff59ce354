import type { Bytes } from '../record.js';

/** The encodings that are recognised. Others can be named: each label of the WHATWG Encoding Standard. */
export type RecognisedEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** A text that is not valid in its encoding. */
export class InvalidEncodingError extends Error {
  override name = 'InvalidEncodingError';
}

/** The length of the byte order mark of UTF-16. */
const MARK_BYTES = 2;

/**
 * Recognises the encoding of a file. A byte order mark decides; otherwise a file that is valid UTF-8 from its first to its
 * last byte is UTF-8, and any other is windows-1252, the encoding in which Excel and many CRM systems export in Western
 * Europe. The whole file is read, because the first letter beyond ASCII can be the last one.
 */
export async function recogniseEncoding(bytes: Bytes): Promise<RecognisedEncoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // The mark can be in two chunks.
  let mark: readonly number[] = [];
  let isUtf8 = true;
  for await (const chunk of bytes) {
    if (mark.length < MARK_BYTES) mark = [...mark, ...chunk.subarray(0, MARK_BYTES - mark.length)];
    if (mark[0] === 0xff && mark[1] === 0xfe) return 'utf-16le';
    if (mark[0] === 0xfe && mark[1] === 0xff) return 'utf-16be';
    isUtf8 &&= isDecodable(decoder, chunk);
    if (!isUtf8 && mark.length === MARK_BYTES) return 'windows-1252';
  }
  return isUtf8 && isDecodable(decoder) ? 'utf-8' : 'windows-1252';
}

function isDecodable(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads bytes as text, without the byte order mark.
 *
 * @throws {@link InvalidEncodingError} for bytes that mean nothing in this encoding: no replacement character is ever made.
 */
export async function* decoded(bytes: Bytes, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 1;
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true });
      lines += text.split('\n').length - 1;
      if (text !== '') yield text;
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InvalidEncodingError(
      `The file is not valid ${encoding} at or after line ${lines}. Give its encoding, such as --encoding windows-1252.`,
    );
  }
}

/** The beginning of a file from which its form is recognised, in characters. */
const SAMPLE = 65_536;

/**
 * Reads the beginning of a file as text: 65 536 characters, or the whole file.
 *
 * @throws {@link InvalidEncodingError} as {@link decoded}.
 */
export async function beginningOf(bytes: Bytes, encoding: string): Promise<string> {
  let sample = '';
  for await (const chunk of decoded(bytes, encoding)) {
    sample += chunk;
    if (sample.length >= SAMPLE) break;
  }
  return sample.slice(0, SAMPLE);
}
