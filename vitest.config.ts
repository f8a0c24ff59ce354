import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Packages are read from their sources: a test of them needs no build. (No `import` here: the conditions reach the
// worker's require() too, and would hand it modules it can't take.)
const conditions = ['@profiles/source', 'node'];
const shared = { resolve: { conditions }, ssr: { resolve: { conditions, externalConditions: conditions } } };
/**
 * A worker loads the modules once, not once per file, which was half of the unit tests' CPU time. No test mocks a module. Projects
 * do not inherit this from the root.
 */
const IN_SHARED_WORKER = { isolate: false, testTimeout: 60_000 };
const WITH_SERVERS = ['**/*.int.test.ts', '**/*.e2e.test.ts'];
/** The test of an upgrade builds the previous release: `npm run test:upgrade` (vitest.upgrade.config.ts). */
const NEVER = ['**/node_modules/**', '**/dist/**', '**/*.upgrade.test.ts'];

/** Vitest's default on two cores is one worker. Tests with servers mostly wait, so that two share a core. */
const MIN_WORKERS = 2;

/** Long files first, or the last one runs alone: tests with processes, then with servers, then without. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      Number(!moduleId.includes('.e2e.')) + Number(!/\.(e2e|int)\./.test(moduleId));
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    maxWorkers: Math.max(MIN_WORKERS, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...shared,
        test: { name: 'unit', ...IN_SHARED_WORKER, include: ['**/*.test.ts'], exclude: [...NEVER, ...WITH_SERVERS] },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          ...IN_SHARED_WORKER,
          include: WITH_SERVERS,
          exclude: NEVER,
          globalSetup: ['tests/system/global-setup.ts'],
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
