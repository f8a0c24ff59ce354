/**
 * The longest command that is sent as one document, in bytes. A server accepts 16 MiB (`maxBsonObjectSize`); the rest is room
 * for what the driver adds.
 */
export const MAX_STATEMENT_BYTES = 15 * 1024 * 1024;

/** The bytes of a type, the end of a name, and a length or a number: at most 1 + 1 + 8. */
const OVERHEAD = 10;
/** UTF-8 needs at most three bytes for a unit of UTF-16: a character outside the first plane has two units and four bytes. */
const BYTES_PER_UNIT = 3;
/** Any value that is neither text nor made of others: the longest is an ObjectId or a decimal. */
const SCALAR_BYTES = 16;

/** At least as many bytes as the value has in BSON. Several times faster than the exact size. */
export function maxBytesOf(value: unknown): number {
  if (typeof value === 'string') return value.length * BYTES_PER_UNIT + OVERHEAD;
  if (typeof value !== 'object' || value === null || value instanceof Date) return SCALAR_BYTES;
  let bytes = OVERHEAD;
  if (Array.isArray(value)) {
    // The name of an entry is its index.
    for (const entry of value) bytes += maxBytesOf(entry) + OVERHEAD;
    return bytes;
  }
  const fields = value as Record<string, unknown>;
  for (const name in fields) bytes += maxBytesOf(fields[name]) + name.length * BYTES_PER_UNIT + OVERHEAD;
  return bytes;
}
