import { crc32 } from 'node:zlib';

/**
 * A mark that tells a message from another one with the same sequence: a checksum of its content, which holds the id of the event.
 * It is never 0, which stands for a message that is not known.
 */
export function markOf(content: Uint8Array): number {
  return crc32(content) || 1;
}
