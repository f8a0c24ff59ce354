import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { ROOT } from '../run/repository.mjs';
import { packageNameOf } from './package-names.mjs';

/** The lowest Node.js that reads it: `engines` of the root, and `target` of tsconfig.base.json. */
const TARGET = 'es2023';

/**
 * Bundles the entries of one package: ES modules and CommonJS, each with its types. Packages of this repository become part
 * of it, except those in `external`; so does third-party code that matches `inlined`.
 *
 * @param {{ entries: readonly { file: string, source: string, types: string }[], folder: string, inlined?: RegExp, external: readonly string[] }} bundle
 * @returns what the bundle imports, the modules it consists of, and the names of the files with types
 */
export async function bundle({ entries, folder, inlined, external }) {
  const inputOf = (part) => Object.fromEntries(entries.map((entry) => [entry.file, entry[part]]));
  const isExternal = (id) => {
    const name = packageNameOf(id);
    if (name === undefined) return false;
    if (builtinModules.includes(name) || id.startsWith('node:')) return true;
    // By the exact id: another entry of that package can be small enough to be taken along.
    if (name.startsWith('@profiles/')) return external.includes(id);
    return inlined?.test(name) !== true;
  };
  const code = {
    input: inputOf('source'),
    external: isExternal,
    platform: 'node',
    tsconfig: join(ROOT, 'tsconfig.base.json'),
    resolve: { conditionNames: ['@profiles/source', 'import', 'node', 'default'] },
    transform: { target: TARGET },
    // Nothing here acts when it is imported. Without this, one function of a package would bring all of it along.
    treeshake: { moduleSideEffects: false },
  };
  const types = { input: inputOf('types'), external: isExternal, plugins: [dts({ dtsInput: true })] };
  const chunks = [
    ...(await written(code, { dir: folder, format: 'es', extension: 'js' })),
    ...(await written(code, { dir: folder, format: 'cjs', extension: 'cjs' })),
    ...(await written(types, { dir: folder, format: 'es', extension: 'd.ts' })),
  ];
  const files = chunks.map(({ fileName }) => fileName);
  return {
    imports: chunks
      .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
      .filter((id) => !files.includes(id)),
    modules: chunks.flatMap(renderedModules),
    declarations: files.filter((file) => file.endsWith('.d.ts')),
  };
}

/** Writes one form of a bundle. */
async function written(input, { dir, format, extension }) {
  const build = await rolldown(input);
  const names = { entryFileNames: `[name].${extension}`, chunkFileNames: `shared.${extension}` };
  const { output } = await build.write({ dir, format, minifyInternalExports: false, ...names });
  await build.close();
  return output.filter(({ type }) => type === 'chunk');
}

/** The modules of which something is left. */
const renderedModules = ({ modules }) =>
  Object.entries(modules)
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([id]) => id);
