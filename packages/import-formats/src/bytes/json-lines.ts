import { type SourceRecord, unreadable } from '../record.js';
import { linesOf } from './text-lines.js';

/** Reads one JSON object per line (NDJSON). A line that is none is reported and does not stop the others. */
export async function* jsonLines(text: AsyncIterable<string>): AsyncGenerator<SourceRecord> {
  for await (const { line, text: content } of linesOf(text)) {
    if (content === undefined) yield unreadable(line, 'Expected a line of at most 1 MiB.');
    else if (content.trim() !== '') yield recordOf(line, content);
  }
}

function recordOf(line: number, content: string): SourceRecord {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { line, value, errors: [] };
    return unreadable(line, 'Expected a JSON object.');
  } catch {
    // The parser's message quotes the line, which is personal data.
    return unreadable(line, 'Expected a JSON object in one line: this line is not valid JSON.');
  }
}
