#!/usr/bin/env bash
# react-aria: each row of a virtualized grid list goes through all rows whenever it is rendered.
#
# Expectation: a virtualized list does work for the rows near the window, however long the list is.
# Behaviour: with `isVirtualized`, useGridListItem copies the whole collection into an array to look for sections, only to set
#            aria-rowindex. Ten rows of a list of 10 000 visit 100 000 nodes; without `isVirtualized` they visit none.
# Versions:  react-aria 3.53.1, react-stately 3.51.0.
# Matters:   GridList in a Virtualizer (react-aria-components) renders some rows in each frame of scrolling. From a few thousand rows
#            on, a frame takes longer than the screen shows it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund react-aria@3.53.1 react-stately@3.51.0 react@19.3.1 react-dom@19.3.1
cat > probe.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { createElement, useRef } from 'react';
import { useGridList, useGridListItem } from 'react-aria';
import { renderToStaticMarkup } from 'react-dom/server';
import { Item, useListState } from 'react-stately';

const ROWS = 10_000;
const RENDERED = 10;
const items = Array.from({ length: ROWS }, (_, id) => ({ id }));
let visited = 0;

function Row({ node, state, isVirtualized }) {
  const { rowProps } = useGridListItem({ node, isVirtualized }, state, useRef(null));
  return createElement('div', { role: 'row', 'aria-rowindex': rowProps['aria-rowindex'] });
}

function List({ isVirtualized }) {
  const state = useListState({ items, children: ({ id }) => createElement(Item, { key: id, textValue: String(id) }) });
  useGridList({ 'aria-label': 'rows', isVirtualized }, state, useRef(null));
  const { collection } = state;
  const rendered = [...collection].slice(0, RENDERED);
  const iterator = collection[Symbol.iterator].bind(collection);
  collection[Symbol.iterator] = function* counted() {
    for (const node of iterator()) {
      visited += 1;
      yield node;
    }
  };
  return rendered.map((node) => createElement(Row, { key: node.key, node, state, isVirtualized }));
}

const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
console.log('react-aria', version('react-aria'), 'react-stately', version('react-stately'));
const visitedBy = (isVirtualized) => {
  visited = 0;
  renderToStaticMarkup(createElement(List, { isVirtualized }));
  return visited;
};
const [virtualized, whole] = [visitedBy(true), visitedBy(false)];
console.log(`${RENDERED} of ${ROWS} rows rendered, virtualized: ${virtualized} nodes visited`);
console.log(`${RENDERED} of ${ROWS} rows rendered, not virtualized: ${whole} nodes visited`);
if (virtualized !== RENDERED * ROWS || whole !== 0) {
  console.error('The behaviour has changed.');
  process.exit(1);
}
JS
node probe.mjs
