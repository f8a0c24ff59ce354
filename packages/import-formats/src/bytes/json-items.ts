import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import type { Bytes, SourceRecord } from '../record.js';

/** JSON that cannot be read further. */
export class InvalidJsonError extends Error {
  override name = 'InvalidJsonError';
}

/**
 * Reads the items of a list in one JSON document, such as the users of a realm, one by one: the document is never in memory
 * as a whole. An item carries the line on which it begins.
 *
 * @param bytes - The document in UTF-8, without a byte order mark.
 * @param list - The member that holds the list, such as `users`. A document that is a list itself needs none.
 * @throws {@link InvalidJsonError} when the document is not valid JSON, with the line. Anything but white space after its end
 * is not valid either, as in a file of two exports: the records of the second one would be left out.
 */
export async function* jsonItems(bytes: Bytes, list: string): AsyncGenerator<SourceRecord> {
  const found: SourceRecord[] = [];
  const lines = new LineCounter();
  const tokenizer = new Tokenizer({ stringBufferSize: 65_536 });
  const state = { depth: 0, begins: 1, itemDepth: 1, failure: undefined as string | undefined };
  /** The offset behind the document, once it has ended. */
  let end: number | undefined;
  let parser = new TokenParser({ paths: ['$.*'], keepStack: false });

  // The messages of the parser quote what it met, which may be personal data.
  const fail = () => {
    state.failure ??= `The file is not valid JSON at or after line ${lines.current}.`;
  };
  const listen = () => {
    parser.onValue = ({ value }) => found.push({ line: state.begins, value, errors: [] });
    parser.onError = fail;
  };
  listen();
  tokenizer.onToken = (token) => {
    const isOpening = token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET;
    if (token.token === TokenType.LEFT_BRACE && state.depth === 0) {
      parser = new TokenParser({ paths: [`$.${list}.*`], keepStack: false });
      state.itemDepth = 2;
      listen();
    }
    if (isOpening && state.depth === state.itemDepth) state.begins = lines.at(token.offset);
    if (isOpening) state.depth += 1;
    if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) state.depth -= 1;
    // A document that is a single value has no list.
    if (state.depth === 0 && state.failure === undefined) end ??= token.offset + 1;
    parser.write(token);
  };
  tokenizer.onError = fail;

  for await (const chunk of bytes) {
    lines.add(chunk);
    if (!parser.isEnded) tokenizer.write(chunk);
    if (end !== undefined && !lines.isBlankFrom(end)) fail();
    yield* found.splice(0);
    if (state.failure !== undefined) throw new InvalidJsonError(state.failure);
  }
  if (!parser.isEnded) throw new InvalidJsonError('The file ends in the middle of its JSON. Is it cut off?');
}

/** The line of a byte, for offsets that only increase. */
class LineCounter {
  #chunk: Uint8Array = new Uint8Array();
  #begin = 0;
  #counted = 0;
  #line = 1;

  get current(): number {
    return this.#line;
  }

  add(chunk: Uint8Array): void {
    this.at(this.#begin + this.#chunk.length);
    this.#begin += this.#chunk.length;
    this.#chunk = chunk;
  }

  /** Whether the last chunk has nothing but white space from an offset on. */
  isBlankFrom(offset: number): boolean {
    const own = this.#chunk.subarray(Math.max(0, offset - this.#begin));
    return own.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
  }

  at(offset: number): number {
    const end = Math.min(offset - this.#begin, this.#chunk.length);
    for (let at = this.#counted - this.#begin; at < end; at += 1) if (this.#chunk[at] === 0x0a) this.#line += 1;
    this.#counted = Math.max(this.#counted, this.#begin + end);
    return this.#line;
  }
}
