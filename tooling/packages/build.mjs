// Writes the publications of the packages to packages/<name>/dist/npm. They need the types that `tsc -b` has written.
//   node tooling/packages/build.mjs [NAME…]
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../run/repository.mjs';
import { bundle } from './bundle.mjs';
import { fileOf, folderOf, manifestOf, publishedManifest } from './manifest.mjs';
import { noticesOf } from './notices.mjs';
import { PUBLISHED } from './published.mjs';

const SOURCE = '@profiles/source';

/** Builds one publication. */
async function build({ name, alsoEntries = {}, inlined, optionalPeers = [] }) {
  const folder = `packages/${name}`;
  const target = join(ROOT, folder, 'dist/npm');
  const own = await manifestOf(folder);
  const entries = ownEntries(folder, own);
  const others = await otherEntries(alsoEntries);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const options = { folder: target, ...(inlined !== undefined && { inlined }) };
  const bundles = [await bundle({ entries, external: [], ...options })];
  // Apart from the first: they import it by its name, and what they alone need stays out of it.
  if (others.length > 0)
    bundles.push(await bundle({ entries: others, external: [own.name, ...optionalPeers], ...options }));
  const [imports, modules, declarations] = ['imports', 'modules', 'declarations'].map((part) =>
    bundles.flatMap((each) => each[part]),
  );
  for (const file of declarations) await writeCommonJsTypes(join(target, file));
  const owners = await ownersOf([folder, ...Object.values(alsoEntries).map((other) => `packages/${other}`)]);
  const manifest = await publishedManifest({
    ...{ folder, imports, optionalPeers, owners },
    entries: [...entries, ...others].map((entry) => entry.name),
  });
  await writeFile(join(target, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const notices = await noticesOf(modules);
  if (notices !== undefined) await writeFile(join(target, 'THIRD-PARTY-NOTICES.md'), `${notices}\n`);
  await copyFile(join(ROOT, 'LICENSE'), join(target, 'LICENSE'));
  for (const file of await readdir(join(ROOT, folder))) {
    if (/^(README|CHANGELOG)\.md$/.test(file)) await copyFile(join(ROOT, folder, file), join(target, file));
  }
  console.log(`${manifest.name} ${manifest.version}: ${folder}/dist/npm`);
}

/** The entries that a package exports. */
function ownEntries(folder, { exports }) {
  return Object.entries(exports).map(([name, paths]) => entryOf(name, folder, paths));
}

/** The entries that other packages hold. */
async function otherEntries(alsoEntries) {
  const entries = Object.entries(alsoEntries).map(async ([name, other]) => {
    const folder = `packages/${other}`;
    return entryOf(name, folder, (await manifestOf(folder)).exports['.']);
  });
  return Promise.all(entries);
}

const entryOf = (name, folder, paths) => ({
  name,
  file: fileOf(name),
  source: join(ROOT, folder, paths[SOURCE]),
  types: join(ROOT, folder, paths.types),
});

/** The types of CommonJS are the same text. Only the files that it names have another extension. */
async function writeCommonJsTypes(file) {
  const text = await readFile(file, 'utf8');
  await writeFile(file.replace(/\.d\.ts$/, '.d.cts'), text.replaceAll(/(from ")(\.\/[^"]+)\.js"/g, '$1$2.cjs"'));
}

/** The folders of packages whose dependencies a bundle can import: its own, and those that become part of it. */
async function ownersOf(folders) {
  const owners = new Set(folders);
  for (const folder of owners) {
    const { dependencies = {} } = await manifestOf(folder);
    for (const name of Object.keys(dependencies)) if (name.startsWith('@profiles/')) owners.add(folderOf(name));
  }
  return [...owners];
}

const names = process.argv.slice(2);
for (const one of PUBLISHED) {
  if (names.length === 0 || names.includes(one.name)) await build(one);
}
