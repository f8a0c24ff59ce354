#!/usr/bin/env bash
# csv-parse: `delimiter_auto` fails on the first letter beyond ASCII.
#
# Expectation: `delimiter_auto: true` finds the delimiter of any CSV file in UTF-8.
# Behaviour: it counts characters in a table of 127 codes; any other letter in the sample ends in a TypeError, "Cannot read
#            properties of undefined (reading 'lines')". A file without such letters is read.
# Versions:  csv-parse 7.0.3.
# Matters:   `Fødselsdato` in the header of a Norwegian export is enough. The message names no option, line or file.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund csv-parse@7.0.3
cat > probe.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
console.log('csv-parse', JSON.parse(readFileSync('node_modules/csv-parse/package.json', 'utf8')).version);
const read = (text) => {
  try {
    return JSON.stringify(parse(text, { delimiter_auto: true }));
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const ascii = read('Navn;Fodt\nKari;1980\nOla;1970\n');
const norwegian = read('Navn;Født\nKari;1980\nOla;1970\n');
console.log('header "Navn;Fodt":', ascii);
console.log('header "Navn;Født":', norwegian);
if (!ascii.startsWith('[["Navn","Fodt"]') || !norwegian.startsWith('TypeError')) {
  console.error('The behaviour has changed.');
  process.exit(1);
}
JS
node probe.mjs
