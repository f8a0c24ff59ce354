import { readFile } from 'node:fs/promises';
import type { Server } from 'node:https';
import type { FastifyInstance } from 'fastify';
import { watchedFile } from './watched-file.js';

/** A certificate chain and its private key in PEM: the paths, and the content at start. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

/**
 * Uses a renewed certificate for new connections as soon as its files change; open connections keep theirs. Files that
 * do not fit each other, as between the writes of the two, leave the certificate in use.
 */
export function reloadTls(server: FastifyInstance, files: TlsFiles): void {
  let current: Pick<TlsFiles, 'cert' | 'key'> = files;
  async function reload(): Promise<void> {
    try {
      const [cert, key] = await Promise.all([readFile(files.certFile, 'utf8'), readFile(files.keyFile, 'utf8')]);
      if (cert === current.cert && key === current.key) return;
      (server.server as Server).setSecureContext({ cert, key });
      current = { cert, key };
      server.log.info('the TLS certificate was reloaded');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      server.log.warn(
        { reason: code ?? 'unknown' },
        'the new TLS certificate cannot be used, the one before stays: check TLS_CERT_FILE and TLS_KEY_FILE',
      );
    }
  }
  const stops = [files.certFile, files.keyFile].map((path) => watchedFile(path, () => void reload()));
  server.addHook('onClose', async () => {
    for (const stop of stops) stop();
  });
}
