import type { SourceRecord } from '../record.js';
import { jsonItems } from './json-items.js';
import { jsonLines } from './json-lines.js';

/** How a file of JSON is read. */
interface JsonForm {
  /** The member of a document that holds the list, unless the document is the list. */
  readonly list: string;
  /** Whether it is one object per line. */
  readonly isLines: boolean;
}

/** The objects of a file: one per line, or the items of a list in one document. */
export function jsonRecords(text: AsyncIterable<string>, { list, isLines }: JsonForm): AsyncGenerator<SourceRecord> {
  return isLines ? jsonLines(text) : jsonItems(asUtf8(text), list);
}

/** JSON is UTF-8 (RFC 8259, section 8.1), but what a Windows shell redirects into a file is UTF-16. */
async function* asUtf8(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const chunk of text) yield Buffer.from(chunk, 'utf8');
}
