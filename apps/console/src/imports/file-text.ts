/** How many bytes of a file have been read, for its progress. */
export interface ReadBytes {
  bytes: number;
}

/** A file that is damaged, or is no text. */
export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError';
}

/** The first two bytes of a gzip file (RFC 1952, section 2.3.1). */
const GZIP = [0x1f, 0x8b];

async function isGzip(file: File): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, GZIP.length).arrayBuffer());
  return GZIP.every((byte, place) => start[place] === byte);
}

/**
 * The content of a file in chunks. A file that begins as gzip is decompressed, whatever its name is.
 * @throws {@link UnreadableFileError} when a compressed file is damaged
 */
export async function* bytesOf(file: File, progress: ReadBytes = { bytes: 0 }): AsyncGenerator<Uint8Array> {
  progress.bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        progress.bytes += chunk.byteLength;
        controller.enqueue(chunk);
      },
    }),
  );
  const content = (await isGzip(file)) ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
  // `ReadableStream` is no async iterable in every browser.
  const reader = content.getReader();
  try {
    for (let part = await read(reader); !part.done; part = await read(reader)) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function read<T>(reader: ReadableStreamDefaultReader<T>): Promise<ReadableStreamReadResult<T>> {
  return reader.read().catch((error: unknown) => {
    throw new UnreadableFileError('The file is damaged.', { cause: error });
  });
}

/**
 * The text of a file in chunks.
 * @throws {@link UnreadableFileError} when the file is not UTF-8, or is damaged
 */
export async function* textOf(file: File, progress: ReadBytes): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (error) {
      throw new UnreadableFileError('The file is not UTF-8.', { cause: error });
    }
  };
  for await (const bytes of bytesOf(file, progress)) yield decode(bytes);
  yield decode();
}
