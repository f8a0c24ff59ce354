import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** The console is built to static files. `/config.json` comes from the server that serves them. */
export default defineConfig({
  // The texts of the components in the languages of the console only, instead of in 34.
  plugins: [react(), { ...optimizeLocales.vite({ locales: ['nb-NO', 'en-US'] }), enforce: 'pre' }],
  resolve: {
    conditions: ['@profiles/source', ...defaultClientConditions],
    // The parser's build for browsers, which has no export condition.
    alias: { 'csv-parse': 'csv-parse/browser/esm' },
  },
  build: {
    outDir: 'dist/web',
    // Inlined assets would be data: URLs, which the content security policy does not allow.
    assetsInlineLimit: 0,
    // The polyfill is an inline script in some setups, and every browser of the build target has module preloads.
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      output: {
        // All imports of the entry are one file, also where pages share parts of it: twenty small ones would be as many requests.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
});
