// Builds the app to dist/web, and compresses each of its files once, so that the server sends them as they are. A first load
// over its limit fails the build.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { FIRST_LOAD_LIMIT, firstLoadOf } from './first-load.mjs';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const WEB = join(ROOT, 'dist/web');
/** Below this, the headers of a compressed response cost more than it saves, in bytes. */
const WORTH_COMPRESSING = 1_024;
/** The modules that the entry loads at once. Norwegian is the larger of the languages. */
const STARTED = ['/src/search/search-page.tsx', '/src/i18n/nb.ts', '/src/i18n/nb-service.ts'];
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const GZIP = { level: constants.Z_BEST_COMPRESSION };

// Also where it is called by tests: React's development build is four times as large.
// biome-ignore lint/style/noProcessEnv: Vite reads it.
process.env.NODE_ENV = 'production';
const { output } = await build({ root: ROOT, logLevel: 'warn' });
const files = await readdir(WEB, { recursive: true });
await Promise.all(files.filter((name) => /\.(js|css|html|svg|json|webmanifest)$/.test(name)).map(compress));
await checkFirstLoad();

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

async function checkFirstLoad() {
  const chunks = output.filter(({ type }) => type === 'chunk');
  const sizes = await Promise.all(firstLoadOf(chunks, STARTED).map(compressedSize));
  const size = sizes.reduce((sum, one) => sum + one, 0);
  process.stdout.write(`First load: ${kilobytes(size)} of script, compressed (limit ${kilobytes(FIRST_LOAD_LIMIT)})\n`);
  if (size > FIRST_LOAD_LIMIT) throw new Error('The first load is over its limit. Load what it does not need later.');
}

async function compressedSize(name) {
  return (await promisify(gzip)(await readFile(join(WEB, name)), GZIP)).length;
}

function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
