import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Publication } from './publications.js';
import { run } from './run-command.js';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** A folder outside of the repository, in which npm has installed the tarballs. */
export interface Consumer {
  readonly folder: string;
  /** Copies a fixture into the folder, under another name if one is given. */
  add(name: string, as?: string): Promise<string>;
}

/** Installs tarballs with npm in an empty folder. `others` are packages that the caller installs beside them. */
export async function consumerOf(
  folder: string,
  publications: readonly Publication[],
  others: Readonly<Record<string, string>> = {},
): Promise<Consumer> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const own = Object.fromEntries(publications.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const manifest = { name: 'caller', version: '1.0.0', private: true, dependencies: { ...own, ...others } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  return {
    folder,
    async add(name, as = name) {
      await copyFile(fixture(name), join(folder, as));
      return join(folder, as);
    },
  };
}

/** How a caller compiles: the module system of its files, and how its compiler resolves packages. */
export interface Compilation {
  readonly resolution: 'nodenext' | 'node16' | 'bundler';
  /** `mts` are ES modules, `cts` is CommonJS. */
  readonly extension: 'mts' | 'cts';
}

interface CompileSettings extends Compilation {
  readonly compiler: string;
  readonly file: string;
  readonly types?: readonly string[];
  /** Checks the types of dependencies, too. @defaultValue false */
  readonly libCheck?: boolean;
}

/** Compiles one file as a strict caller does, and returns the diagnostics of the compiler. @throws Error on a type error */
export async function compile(consumer: Consumer, settings: CompileSettings): Promise<string> {
  const { compiler, file, resolution, types = [], libCheck = false } = settings;
  const module = resolution === 'bundler' ? 'preserve' : resolution;
  const options = {
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: !libCheck, target: 'es2023' },
    ...{ lib: ['es2023', 'dom', 'dom.asynciterable'], module, moduleResolution: resolution, types },
    ...{ rootDir: '.', outDir: 'out', noEmit: resolution === 'bundler' },
  };
  const config = join(consumer.folder, 'tsconfig.json');
  await writeFile(config, JSON.stringify({ compilerOptions: options, files: [file] }));
  return run(process.execPath, [compiler, '--project', config, '--extendedDiagnostics'], { cwd: consumer.folder });
}

/** The number of type instantiations in the diagnostics of a compiler. */
export function instantiationsIn(diagnostics: string): number {
  return Number(/^Instantiations:\s+(\d+)/m.exec(diagnostics)?.[1]);
}
