/** Types of BSON elements (bsonspec.org, version 1.1). */
export const BsonType = { double: 1, string: 2, object: 3, array: 4, date: 9, int32: 16, int64: 18 } as const;

/** The document has a form that this reader does not know. The BSON parser of the driver reads it. */
export class UnusualDocumentError extends Error {
  override name = 'UnusualDocumentError';
}

export function int32At(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

const FLOAT = new Float64Array(1);
const FLOAT_BYTES = new Uint8Array(FLOAT.buffer);

/**
 * Reads a number of any type that the driver stores numbers in.
 * @returns `NaN` when the element is no number
 */
export function numberAt(type: number, bytes: Uint8Array, at: number): number {
  switch (type) {
    case BsonType.int32:
      return int32At(bytes, at);
    case BsonType.double:
      for (let i = 0; i < 8; i++) FLOAT_BYTES[i] = bytes[at + i] as number;
      return FLOAT[0] as number;
    case BsonType.int64:
      return int32At(bytes, at + 4) * 2 ** 32 + (int32At(bytes, at) >>> 0);
    default:
      return Number.NaN;
  }
}

/** Reads a string element. */
export function textAt(bytes: Uint8Array, at: number): string {
  const first = bytes[at + 4] as number;
  // One letter, such as a status: with the zero byte behind it, two bytes.
  if (int32At(bytes, at) === 2 && first < 0x80) return String.fromCharCode(first);
  return Buffer.prototype.utf8Slice.call(bytes, at + 4, at + 3 + int32At(bytes, at));
}

/** The number of bytes of a value. */
export function sizeOf(type: number, bytes: Uint8Array, at: number): number {
  switch (type) {
    case BsonType.string:
      return 4 + int32At(bytes, at);
    case BsonType.object:
    case BsonType.array:
      return int32At(bytes, at);
    case BsonType.int32:
      return 4;
    case BsonType.double:
    case BsonType.int64:
    case BsonType.date:
    case 17: // timestamp
      return 8;
    case 5: // binary
      return 5 + int32At(bytes, at);
    case 7: // object id
      return 12;
    case 8: // boolean
      return 1;
    case 6: // undefined
    case 10: // null
      return 0;
    case 19: // decimal
      return 16;
    default:
      throw new UnusualDocumentError(`BSON type ${type}`);
  }
}

/** Calls `visit` for each element of an array, with its type and the position of its value. */
export function eachElement(bytes: Uint8Array, start: number, visit: (type: number, at: number) => void): void {
  let at = start + 4;
  for (let type = bytes[at] as number; type !== 0; type = bytes[at] as number) {
    at = bytes.indexOf(0, at + 1) + 1;
    visit(type, at);
    at += sizeOf(type, bytes, at);
  }
}
