import { crc32 } from 'node:zlib';
import type { JetStreamManager } from '@nats-io/jetstream';

/**
 * A mark that tells a message from another one with the same sequence: a checksum of its content, which holds the id of the event.
 * It is never 0, which stands for a message that is not known.
 */
export function markOf(content: Uint8Array): number {
  return crc32(content) || 1;
}

/**
 * Whether a stream has another message where a marked one was: its server lost the newest messages, and used their sequences
 * again. A message that is not there any more proves nothing.
 */
export async function isRewound(
  manager: JetStreamManager,
  stream: string,
  { sequence, mark }: { readonly sequence: number; readonly mark: number },
): Promise<boolean> {
  const message = await manager.streams.getMessage(stream, { seq: sequence });
  return message != null && markOf(message.data) !== mark;
}
