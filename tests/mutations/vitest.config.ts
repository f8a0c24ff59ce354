import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const conditions = ['@profiles/source', 'node'];

/** Examples before properties: the first test that fails ends the run of a mutant. */
class ExamplesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => Number(/spellings|collation|duplicates/.test(moduleId));
    return files.toSorted((one, other) => rank(one) - rank(other));
  }
}

/** The tests that each mutant is run against. They share the modules, because a mutant is switched on by a variable. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/domain/src/**/*.test.ts'],
    exclude: ['**/rules-page.test.ts', '**/*.property.test.ts'],
    setupFiles: [fileURLToPath(new URL('short-properties.ts', import.meta.url))],
    sequence: { sequencer: ExamplesFirst },
    isolate: false,
    testTimeout: 20_000,
  },
});
