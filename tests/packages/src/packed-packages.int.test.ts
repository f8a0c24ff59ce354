import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Compilation, type Consumer, compile, consumerOf, instantiationsIn } from './consumers.js';
import { COMPILERS, compilerOf, IS_WHOLE_MATRIX, RUNTIMES } from './matrix.js';
import { PUBLISHED, type Publication, packAll } from './publications.js';
import { programsOf } from './readme-snippets.js';
import { run, untilPrinted } from './run-command.js';
import { HAS_SERVERS, type RunningSystem, startSystem } from './running-system.js';

/** Compilers and installations on a machine that runs other tests beside them. */
const TIMEOUT_MILLIS = 300_000;

let folder: string;
let publications: Publication[];
const publicationOf = (name: string) => publications.find((each) => each.name === `@profiles/${name}`) as Publication;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'profiles-packed-'));
  publications = await packAll(folder);
}, TIMEOUT_MILLIS);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(PUBLISHED)('the package %s', (name) => {
  test('is clean by publint', async () => {
    const { tarball, manifest } = publicationOf(name);
    const { buffer } = new Uint8Array(await readFile(tarball));
    const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });

  test('has the right types for every way of importing it', async () => {
    const tarball = new Uint8Array(await readFile(publicationOf(name).tarball));
    const analysis = await checkPackage(createPackageFromTarballData(tarball));
    // The resolution of Node.js 10 knows no `exports`. TypeScript 7 has removed it.
    const problems = 'problems' in analysis ? analysis.problems : ['no types'];
    expect(problems.filter((problem) => !JSON.stringify(problem).includes('"node10"'))).toEqual([]);
  });

  test('says what it is, and contains what a caller needs and nothing else', () => {
    const { manifest, files } = publicationOf(name);
    const filled = ['description', 'keywords', 'license', 'repository', 'engines', 'exports', 'version'];
    expect(filled.filter((member) => manifest[member] === undefined)).toEqual([]);
    expect(manifest).not.toHaveProperty('private');
    expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:|devDependencies|scripts/);
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json', 'index.js', 'index.cjs']));
    const expected =
      /^(README|CHANGELOG|LICENSE|THIRD-PARTY-NOTICES)(\.md)?$|^package\.json$|^[a-z]+\d?(\.d)?\.c?[jt]s$/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
  });
});

describe('the client is light', () => {
  test('without dependencies, and without zod and the schemas', async () => {
    const { manifest, folder: pkgDir } = publicationOf('client');
    expect(manifest).not.toHaveProperty('dependencies');
    const code = await readFile(join(pkgDir, 'index.js'), 'utf8');
    expect(code).not.toMatch(/^import |\bfrom "|\bzod\b|strictObject/m);
  });

  test('with at most 150 kB of minified code', async () => {
    const build = await rolldown({ input: join(publicationOf('client').folder, 'index.js') });
    const { output } = await build.generate({ minify: true });
    expect(output).toHaveLength(1);
    expect(Buffer.byteLength(output[0].code)).toBeLessThanOrEqual(150_000);
  });
});

describe('a caller of the client alone', () => {
  let consumer: Consumer;
  beforeAll(async () => {
    consumer = await consumerOf(join(folder, 'light'), [publicationOf('client')]);
  }, TIMEOUT_MILLIS);

  test('installs one package', async () => {
    const lock = JSON.parse(await readFile(join(consumer.folder, 'package-lock.json'), 'utf8'));
    expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/@profiles/client']);
  });

  test.each(COMPILERS)(
    'compiles with few type instantiations: $name, $resolution, .$extension',
    async (compilation) => {
      const file = `client-only.${compilation.extension}`;
      await consumer.add('client-only.ts', file);
      const diagnostics = await compile(consumer, { ...compilation, file });
      expect(instantiationsIn(diagnostics)).toBeLessThanOrEqual(10_000);
    },
    TIMEOUT_MILLIS,
  );

  test.each(COMPILERS)(
    'compiles without skipLibCheck: $name, $resolution, .$extension',
    async (compilation) => {
      const file = `client-only.${compilation.extension}`;
      await consumer.add('client-only.ts', file);
      await compile(consumer, { ...compilation, file, libCheck: true });
    },
    TIMEOUT_MILLIS,
  );
});

describe.skipIf(!HAS_SERVERS)('callers of the running system', () => {
  let system: RunningSystem;
  let consumer: Consumer;
  beforeAll(async () => {
    const others = {
      ...{ '@nats-io/transport-node': '3.4.0', '@trpc/server': '11.25.2', fastify: '5.12.8', '@types/node': '20.19.0' },
    };
    [system, consumer] = await Promise.all([startSystem(), consumerOf(join(folder, 'whole'), publications, others)]);
  }, TIMEOUT_MILLIS);
  afterAll(() => system?.close());

  test.each(COMPILERS)(
    'compile and run against every package with $name, $resolution, .$extension',
    async ({ extension, resolution, compiler }: Compilation & { compiler: string }) => {
      const file = `every-package.${extension}`;
      await consumer.add('every-package.ts', file);
      await compile(consumer, { extension, resolution, compiler, file, types: ['node'] });
      // A bundler emits the code of callers that compile for one.
      if (resolution === 'bundler') return;
      const output = join('out', file.replace(/ts$/, 'js'));
      const printed = await run(process.execPath, [output], {
        cwd: consumer.folder,
        env: await system.newEnvironment(),
      });
      expect(printed.trim().split('\n')).toEqual([
        ...['search true', 'refused 617', 'event true', 'schema 7', 'fake Ola 617', 'plugin world'],
      ]);
    },
    TIMEOUT_MILLIS,
  );

  // The programs that a new caller pastes. The last line of each program is the first sign that it works.
  test.each([
    ['client', [/^found Kari[\s\S]+^customer\.created\.v1 \d+ 1$/m, /^\[ 'CREATE' \]$/m]],
    ['contracts', [/^customers-profile:les .+\n400 \[/m]],
    ['events', [/^customer\.created\.v1 \d+ 1$/m]],
    ['trpc-fastify', [/^http:\/\/.+:\d+$/m]],
  ])(
    'the snippets in the README of %s compile, run and print what they say',
    async (name, patterns) => {
      const programs = await programsOf(name);
      expect(programs).toHaveLength(patterns.length);
      for (const [index, program] of programs.entries()) {
        const file = `${name}-${index}.mts`;
        const environment = await system.newEnvironment();
        await writeFile(join(consumer.folder, file), program);
        const compiler = compilerOf('TypeScript 7');
        await compile(consumer, { compiler, resolution: 'nodenext', extension: 'mts', file, types: ['node'] });
        const env = { ...environment, PROFILES_URL: environment.SERVICE_URL };
        const output = join('out', file.replace(/ts$/, 'js'));
        // Programs that follow the events print what happens meanwhile.
        const changes = setInterval(() => void system.createCustomer(), 500);
        try {
          await untilPrinted(patterns[index] as RegExp, [output], { cwd: consumer.folder, env });
        } finally {
          clearInterval(changes);
        }
      }
    },
    TIMEOUT_MILLIS,
  );

  test.each(RUNTIMES)(
    'run in $name',
    async ({ command, callers }) => {
      for (const caller of callers) {
        await consumer.add(caller);
        const { SERVICE_URL, TOKEN } = await system.newEnvironment();
        const [executable = '', ...args] = await command(folder);
        const surname = `Packed${randomUUID().slice(0, 8)}`;
        const printed = await run(executable, [...args, caller, SERVICE_URL, TOKEN, surname], { cwd: consumer.folder });
        expect(printed.trim().split('\n')).toEqual(['search true', 'refused 617']);
      }
    },
    TIMEOUT_MILLIS,
  );
});

test.runIf(IS_WHOLE_MATRIX)('the whole matrix has every compiler and every runtime', () => {
  expect([COMPILERS.length, RUNTIMES.length]).toEqual([12, 6]);
});
