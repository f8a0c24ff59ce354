import { planReading, type ReadOptions } from '../plan-reading.js';
import { readRows } from '../read-rows.js';
import type { Bytes, ConvertedRecord } from '../record.js';

/** A file in memory, in small chunks: characters and records are cut anywhere. */
export function fileOf(content: string | Uint8Array, chunkSize = 7): () => Bytes {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
  };
}

/** All records of a file. */
export async function recordsIn(content: string | Uint8Array, options: ReadOptions = {}): Promise<ConvertedRecord[]> {
  const open = fileOf(content);
  const found: ConvertedRecord[] = [];
  for await (const record of readRows(open, await planReading(open, options))) found.push(record);
  return found;
}

/** The rows of a file without the fields that every row gets. */
export async function rowsIn(content: string | Uint8Array, options: ReadOptions = {}): Promise<unknown[]> {
  const records = await recordsIn(content, options);
  return records.map(({ row = {} }) => {
    const { createdBy: _by, createdByChannel: _channel, ...fields } = row;
    return fields;
  });
}
