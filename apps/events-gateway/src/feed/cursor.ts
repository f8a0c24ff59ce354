import { crc32 } from 'node:zlib';
import { malformedCursor } from '@profiles/contracts';

/** A position in the feed. */
export interface Position {
  /** The incarnation of the stream: see `StreamHead`. */
  readonly incarnation: bigint;
  /** The epoch of the database when the cursor was made. */
  readonly epoch: number;
  /** The sequence in the stream up to which everything was read. */
  readonly sequence: number;
  /**
   * The mark of the message with that sequence (`stream/message-mark.ts`), or 0 when it is not known. A server that lost its
   * newest messages uses their sequences again.
   */
  readonly mark: number;
}

const VERSION = 2;
/** Version, incarnation, epoch, sequence, mark and checksum, in bytes. */
const [EPOCH_AT, SEQUENCE_AT, MARK_AT, CHECKSUM_AT, LENGTH] = [9, 13, 19, 23, 27];

/**
 * A position as callers keep it. It is opaque, because its content may change, and has a checksum: a cursor that was cut or
 * mistyped is malformed (400) and not taken for one of another stream (410).
 */
export function cursorOf({ incarnation, epoch, sequence, mark }: Position): string {
  const bytes = Buffer.alloc(LENGTH);
  bytes.writeUInt8(VERSION, 0);
  bytes.writeBigUInt64BE(incarnation, 1);
  bytes.writeUInt32BE(epoch, EPOCH_AT);
  bytes.writeUIntBE(sequence, SEQUENCE_AT, 6);
  bytes.writeUInt32BE(mark, MARK_AT);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, CHECKSUM_AT)), CHECKSUM_AT);
  return bytes.toString('base64url');
}

/**
 * The position of a cursor. `path` is the input that the cursor came in.
 * @throws ProfilesError 400 when it is malformed.
 */
export function positionOf(cursor: string, path: string): Position {
  const position = positionIn(cursor);
  if (position === undefined) throw malformedCursor(path);
  return position;
}

/** The position of a cursor. Undefined when it is malformed. */
export function positionIn(cursor: string): Position | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  const isWhole = bytes.length === LENGTH && bytes.toString('base64url') === cursor && bytes[0] === VERSION;
  if (!isWhole || bytes.readUInt32BE(CHECKSUM_AT) !== crc32(bytes.subarray(0, CHECKSUM_AT))) {
    return undefined;
  }
  return {
    incarnation: bytes.readBigUInt64BE(1),
    epoch: bytes.readUInt32BE(EPOCH_AT),
    sequence: bytes.readUIntBE(SEQUENCE_AT, 6),
    mark: bytes.readUInt32BE(MARK_AT),
  };
}
