import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Packages are read from their sources: a test needs no build.
  resolve: { conditions: ['@profiles/source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@profiles/source', 'node', 'import', 'default'] } },
  test: {
    include: ['{packages,apps,tooling,tests,examples}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
