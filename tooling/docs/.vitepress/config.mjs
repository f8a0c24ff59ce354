import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { anchorOf, checkAnchors } from '../anchors.mjs';
import { asInTheRepository } from '../markdown.mjs';
import { NAVIGATION, sidebar } from '../sidebar.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Folders with Markdown that is for people who change this repository, or no text of ours at all. */
const EXCLUDED = ['**/dist/**', '.*/**', 'apps/**', 'tests/**', 'tooling/**', 'findings/**'];

/**
 * The site: all Markdown of the repository that is for its users, at the paths of its files, so that a link works in both places.
 * A dead link fails the build.
 */
export default defineConfig({
  srcDir: ROOT,
  srcExclude: EXCLUDED,
  outDir: fileURLToPath(new URL('../dist', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../node_modules/.vitepress', import.meta.url)),
  title: 'Customer profiles',
  description: 'Profiles of public transport customers over tRPC, REST and NATS',
  lang: 'en-GB',
  cleanUrls: true,
  rewrites: { 'docs/index.md': 'index.md' },
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: { config: asInTheRepository, anchor: { slugify: anchorOf } },
  buildEnd: ({ outDir }) => checkAnchors(outDir),
  themeConfig: {
    nav: NAVIGATION,
    sidebar: sidebar(ROOT),
    outline: [2, 3],
    search: { provider: 'local' },
  },
});
