import { defineConfig } from 'vitest/config';

// Packages are read from their sources: a test of them needs no build. (No `import` here: the conditions reach the
// worker's require() too, and would hand it modules it can't take.)
const conditions = ['@profiles/source', 'node'];
const shared = { resolve: { conditions }, ssr: { resolve: { conditions, externalConditions: conditions } } };
const WITH_SERVERS = ['**/*.int.test.ts', '**/*.e2e.test.ts'];
const NEVER = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: { name: 'unit', include: ['**/*.test.ts'], exclude: [...NEVER, ...WITH_SERVERS], testTimeout: 60_000 },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          include: WITH_SERVERS,
          exclude: NEVER,
          globalSetup: ['tests/system/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
