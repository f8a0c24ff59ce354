import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const conditions = ['@profiles/source', 'node'];
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The workspace that Stryker has copied. The copy links its node_modules, and so its unchanged packages. */
const COPIED = ROOT.replace(/tests\/mutations\/dist\/sandbox\/.*$/, '');

/** The tests of each part. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  imports: ['packages/domain/src/**/*.test.ts', 'tests/system/src/in-process.contract.test.ts'],
  tenant: ['packages/application/src/tenant/*.test.ts', 'tests/system/src/in-process.contract.test.ts'],
};

/** Examples before properties: the first test that fails ends the run of a mutant. */
class ExamplesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => Number(/spellings|collation|duplicates|contract/.test(moduleId));
    return files.toSorted((one, other) => rank(one) - rank(other));
  }
}

/** Loads the packages of the copy, which have the mutants. */
const packagesOfCopy: Plugin = {
  name: 'packages-of-copy',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.startsWith('@profiles/')) return undefined;
    const found = await this.resolve(source, importer, { skipSelf: true });
    return found?.id.startsWith(COPIED) ? { ...found, id: found.id.replace(COPIED, ROOT) } : found;
  },
};

/** The tests that each mutant is run against. They share the modules, because a mutant is switched on by a variable. */
export default defineConfig({
  root: ROOT,
  plugins: COPIED === ROOT ? [] : [packagesOfCopy],
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: [...(TESTS[process.env['MUTATIONS_OF'] ?? ''] ?? ['packages/domain/src/**/*.test.ts'])],
    exclude: ['**/rules-page.test.ts', '**/*.property.test.ts'],
    setupFiles: [fileURLToPath(new URL('short-properties.ts', import.meta.url))],
    sequence: { sequencer: ExamplesFirst },
    isolate: false,
    testTimeout: 20_000,
  },
});
