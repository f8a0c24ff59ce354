import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { transform } from 'rolldown/utils';
import { ROOT } from './repository.mjs';

/** As in tsconfig.base.json. */
const TARGET = 'es2023';

/**
 * Writes the JavaScript of one source file to `dist`, without looking at any other file. That is enough because the
 * sources are compiled with `isolatedModules`, `verbatimModuleSyntax` and `erasableSyntaxOnly`. Types are not checked.
 *
 * @param file Path from the root of the repository, such as `packages/domain/src/merge-profiles.ts`.
 * @throws With the place of a syntax error.
 */
export async function transpile(file) {
  const source = join(ROOT, file);
  const output = join(ROOT, file.replace('/src/', '/dist/').replace(/\.ts$/, '.js'));
  const text = await readFile(source, 'utf8').catch(() => undefined);
  if (text === undefined) return rm(output, { force: true });
  const { code, map, errors } = await transform(source, text, {
    target: TARGET,
    sourcemap: true,
    tsconfig: false,
    typescript: { onlyRemoveTypeImports: true },
  });
  if (errors.length > 0) throw new Error(errors.map(({ codeframe, message }) => codeframe ?? message).join('\n'));
  await mkdir(dirname(output), { recursive: true });
  await writeFile(`${output}.map`, JSON.stringify(map));
  await writeFile(output, `${code}//# sourceMappingURL=${basename(output)}.map\n`);
}
