// Bundles the command line `profiles` into apps/cli/dist/npm, with everything that it needs: `npm pack` there makes a tarball
// that `npx` runs without installing anything else.
//   node tooling/packages/command-line.mjs
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from '../run/repository.mjs';
import { noticesOf } from './notices.mjs';

const folder = join(ROOT, 'apps/cli');
const target = join(folder, 'dist/npm');
const own = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));

// Its entry for Node.js loads the names in all languages from its folder, which a bundle does not have.
const countries = createRequire(join(ROOT, 'packages/contracts/package.json')).resolve('i18n-iso-countries/index.js');

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const build = await rolldown({
  input: { profiles: join(folder, 'src/main.ts') },
  platform: 'node',
  tsconfig: join(ROOT, 'tsconfig.base.json'),
  resolve: {
    conditionNames: ['@profiles/source', 'import', 'node', 'default'],
    alias: { 'i18n-iso-countries$': countries },
  },
  transform: { target: 'es2023' },
});
const { output } = await build.write({
  dir: target,
  format: 'es',
  entryFileNames: '[name].mjs',
  codeSplitting: false,
});
await build.close();
await chmod(join(target, 'profiles.mjs'), 0o755);

const { name, version, description, license, type } = own;
const engines = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')).engines;
const manifest = { name, version, description, license, type, engines, bin: { profiles: './profiles.mjs' } };
await writeFile(join(target, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
await copyFile(join(ROOT, 'LICENSE'), join(target, 'LICENSE'));
const modules = output.flatMap((chunk) => Object.keys(chunk.type === 'chunk' ? chunk.modules : {}));
await writeFile(join(target, 'THIRD-PARTY-NOTICES.md'), `${(await noticesOf(modules)) ?? ''}\n`);
