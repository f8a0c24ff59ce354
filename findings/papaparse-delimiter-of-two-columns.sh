#!/usr/bin/env bash
# papaparse: the delimiter of a file with two columns is not found when the file ends in a line break.
#
# Expectation: Papa.parse finds the delimiter of `a<tab>b` with or without a line break at the end of the file.
# Behaviour: the empty last line counts as a record with one field, so that the average of two columns falls below the
#            threshold of 1.99 fields: the result is `UndetectableDelimiter`, and the file is read with commas as one column.
#            With `skipEmptyLines: 'greedy'` the delimiter is found.
# Versions:  papaparse 5.7.1.
# Matters:   nearly every file ends in a line break. With semicolons or tabs each record silently becomes one field.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund papaparse@5.7.1
cat > probe.mjs <<'JS'
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
console.log('papaparse', JSON.parse(readFileSync('node_modules/papaparse/package.json', 'utf8')).version);
const fields = (text, options) => Papa.parse(text, options).data[0].length;
const without = fields('name\ttown\nKari\tOslo');
const withBreak = fields('name\ttown\nKari\tOslo\n');
const greedy = fields('name\ttown\nKari\tOslo\n', { skipEmptyLines: 'greedy' });
console.log('fields in the header without a line break at the end:', without);
console.log('with one:', withBreak, "| with one and skipEmptyLines 'greedy':", greedy);
if (without !== 2 || withBreak !== 1 || greedy !== 2) {
  console.error('The behaviour has changed.');
  process.exit(1);
}
JS
node probe.mjs
