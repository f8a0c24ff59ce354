import { expect, test } from 'vitest';
import { firstLoadOf } from './first-load.mjs';

const chunks = [
  { fileName: 'index.js', isEntry: true, facadeModuleId: '/index.html', imports: ['react.js'] },
  { fileName: 'react.js', isEntry: false, facadeModuleId: null, imports: ['index.js'] },
  {
    fileName: 'search.js',
    isEntry: false,
    facadeModuleId: '/src/search/search-page.tsx',
    imports: ['list.js', 'react.js'],
  },
  { fileName: 'list.js', isEntry: false, facadeModuleId: null, imports: [] },
  { fileName: 'nb.js', isEntry: false, facadeModuleId: '/src/i18n/nb.ts', imports: [] },
  { fileName: 'merge.js', isEntry: false, facadeModuleId: '/src/merge/merge-page.tsx', imports: ['compare.js'] },
  { fileName: 'compare.js', isEntry: false, facadeModuleId: null, imports: [] },
];

test('the first load is the entry and what it loads at once, with what they import, each file once', () => {
  expect(firstLoadOf(chunks, ['search/search-page.tsx', 'i18n/nb.ts']).toSorted()).toEqual([
    'index.js',
    'list.js',
    'nb.js',
    'react.js',
    'search.js',
  ]);
});

test('a module that is in no chunk of its own is an error', () => {
  expect(() => firstLoadOf(chunks, ['search/search-page.tsx', 'start/start-page.tsx'])).toThrow(
    'start/start-page.tsx is no chunk of its own',
  );
});
