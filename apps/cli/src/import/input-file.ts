import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { OpenFile } from '@profiles/import-formats';
import { CommandError, EXIT } from '../exit-codes.js';

/** A file to import. */
export interface InputFile {
  readonly path: string;
  /** Its bytes, decompressed. */
  readonly open: OpenFile;
  /** SHA-256 of the file as it is, in hexadecimal: a resumed import reads the same file. */
  fingerprint(): Promise<string>;
}

/** Opens a file. A file that begins as gzip is decompressed, whatever its name is. */
export async function inputFile(path: string): Promise<InputFile> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined && path !== '-') throw new CommandError(`There is no file ${path}.`, EXIT.usage);
  if (info?.isDirectory())
    throw new CommandError(`${path} is a directory: import its files one after another.`, EXIT.usage);
  if (!info?.isFile())
    throw new CommandError(`${path} is no file. It is read several times: save it first.`, EXIT.usage);
  const isCompressed = await beginsAsGzip(path);
  return {
    path,
    open: () => (isCompressed ? decompressed(path) : createReadStream(path)),
    async fingerprint() {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
      return hash.digest('hex');
    },
  };
}

async function beginsAsGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function* decompressed(path: string): AsyncGenerator<Uint8Array> {
  const source = createReadStream(path);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new CommandError(`${path} is not a complete gzip file: ${(error as Error).message}.`);
  } finally {
    source.destroy();
  }
}
