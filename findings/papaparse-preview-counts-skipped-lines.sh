#!/usr/bin/env bash
# papaparse: `preview` counts the lines that `skipEmptyLines` leaves out.
#
# Expectation: `preview: 1` with `skipEmptyLines` returns the first line that is not empty, such as the header.
# Behaviour: the lines are counted before the empty ones are left out. A file that begins with an empty line gives no record and no
#            error.
# Versions:  papaparse 5.7.1.
# Matters:   exports of SQL tools and reports begin with empty lines or a row of bare delimiters. A look at the header says that
#            the file has no columns, while reading the whole file works.
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
const text = ';\nname;town\nKari;Oslo\n';
const read = (options) => {
  const { data, errors } = Papa.parse(text, { delimiter: ';', skipEmptyLines: 'greedy', ...options });
  return `${data.length} records, ${errors.length} errors`;
};
const [one, two, all] = [read({ preview: 1 }), read({ preview: 2 }), read({})];
console.log('preview 1:', one);
console.log('preview 2:', two);
console.log('the whole file:', all);
if (one !== '0 records, 0 errors' || two !== '1 records, 0 errors' || all !== '2 records, 0 errors') {
  console.error('The behaviour has changed.');
  process.exit(1);
}
JS
node probe.mjs
