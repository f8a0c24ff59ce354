// Builds the app to dist/web, and compresses each of its files once, so that the server sends them as they are.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const WEB = join(ROOT, 'dist/web');
/** Below this, the headers of a compressed response cost more than it saves, in bytes. */
const WORTH_COMPRESSING = 1_024;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const GZIP = { level: constants.Z_BEST_COMPRESSION };

await build({ root: ROOT, logLevel: 'warn' });
const files = await readdir(WEB, { recursive: true });
await Promise.all(files.filter((name) => /\.(js|css|html|svg|json|webmanifest)$/.test(name)).map(compress));

async function compress(name) {
  const file = join(WEB, name);
  const content = await readFile(file);
  if (content.length < WORTH_COMPRESSING) return;
  const [brotli, zipped] = await Promise.all([
    promisify(brotliCompress)(content, BROTLI),
    promisify(gzip)(content, GZIP),
  ]);
  await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, zipped)]);
}
