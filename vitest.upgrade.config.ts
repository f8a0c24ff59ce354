import { defineConfig } from 'vitest/config';

const conditions = ['@profiles/source', 'node'];

/** The test of an upgrade from the previous release, which it builds first. It is no part of `npm test`. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    name: 'upgrade',
    include: ['**/*.upgrade.test.ts'],
    globalSetup: ['tests/system/global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
