// The site: `node tooling/docs/site.mjs` serves it and follows the changes of its pages; with --build it is written to
// tooling/docs/dist, and a dead link is an error.
import { fileURLToPath } from 'node:url';
import { build, createServer } from 'vitepress';
import { writePagesOfPackages } from './pages-of-packages.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PORT = 3007;

await writePagesOfPackages();
if (process.argv.includes('--build')) {
  await build(HERE);
} else {
  const server = await createServer(HERE, { host: '127.0.0.1', port: PORT });
  await server.listen();
  server.printUrls();
}
