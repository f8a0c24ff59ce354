import { access, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Compilation } from './consumers.js';
import { ROOT } from './publications.js';
import { run } from './run-command.js';

/**
 * `PACKAGES_MATRIX=whole` runs every combination, and downloads the runtimes from npm. Without it the combinations run that
 * differ most, in the Node.js of the tests.
 */
export const IS_WHOLE_MATRIX = process.env['PACKAGES_MATRIX'] === 'whole';

const require = createRequire(import.meta.url);
const TYPESCRIPT = {
  'TypeScript 5.9': join(dirname(require.resolve('typescript-5/package.json')), 'bin/tsc'),
  'TypeScript 7': join(ROOT, 'node_modules/typescript/bin/tsc'),
};

/** The path of a compiler. */
export const compilerOf = (name: keyof typeof TYPESCRIPT): string => TYPESCRIPT[name];

interface Compiler extends Compilation {
  readonly name: keyof typeof TYPESCRIPT;
  readonly compiler: string;
}

const ALL_COMPILERS: readonly Compiler[] = Object.entries(TYPESCRIPT).flatMap(([name, compiler]) =>
  (['nodenext', 'node16', 'bundler'] as const).flatMap((resolution) =>
    (['mts', 'cts'] as const).map((extension) => ({
      ...{ name: name as keyof typeof TYPESCRIPT, compiler, resolution, extension },
    })),
  ),
);

/** The strictest ones: `node16` does not let CommonJS load ES modules, and each compiler resolves once in every way. */
const SMALL = ['TypeScript 5.9 node16 cts', 'TypeScript 7 nodenext mts', 'TypeScript 7 bundler mts'];

/** The compilers with which callers are compiled. */
export const COMPILERS = ALL_COMPILERS.filter(
  ({ name, resolution, extension }) => IS_WHOLE_MATRIX || SMALL.includes(`${name} ${resolution} ${extension}`),
);

interface Runtime {
  readonly name: string;
  readonly callers: readonly string[];
  /** The command that runs a file. It installs the runtime in the folder if it is not there. */
  readonly command: (folder: string) => Promise<string[]>;
}

const BOTH = ['client.mjs', 'client.cjs'];

const ALL_RUNTIMES: readonly Runtime[] = [
  { name: 'the Node.js of the tests', callers: BOTH, command: async () => [process.execPath] },
  ...['20.19.6', '22.23.3', '24.9.0'].map((version) => ({
    name: `Node.js ${version}`,
    callers: BOTH,
    command: async (folder: string) => [await installed(folder, 'node', version)],
  })),
  {
    name: 'Bun',
    callers: BOTH,
    command: async (folder) => [await installed(folder, 'bun', '1.4.5'), 'run'],
  },
  {
    name: 'Deno',
    callers: ['client.mjs'],
    command: async (folder) => [
      await installed(folder, 'deno', '2.9.6'),
      'run',
      '--allow-all',
      '--node-modules-dir=manual',
    ],
  },
];

/** The runtimes in which callers run. */
export const RUNTIMES = IS_WHOLE_MATRIX ? ALL_RUNTIMES : ALL_RUNTIMES.slice(0, 1);

/** Installs a runtime from npm and returns the path of its executable. */
async function installed(folder: string, name: string, version: string): Promise<string> {
  const home = join(folder, 'runtimes', `${name}-${version}`);
  const executable = join(home, 'node_modules/.bin', name);
  try {
    await access(executable);
  } catch {
    await mkdir(home, { recursive: true });
    await writeFile(join(home, 'package.json'), JSON.stringify({ name: 'runtime', version: '1.0.0', private: true }));
    await run('npm', ['install', '--no-audit', '--no-fund', `${name}@${version}`], { cwd: home });
  }
  return executable;
}
