#!/usr/bin/env bash
# csv-parse: `info.lines` counts each CRLF within quotes as two lines.
#
# Expectation: with `info: true`, `lines` is the line of the file on which a record ends, so that an error can name it. CRLF between
#            records counts once.
# Behaviour: within quotes the parser counts the carriage return and the line feed. Each line break in a cell moves `lines`, and
#            with it the line of every later record, by one. With LF the numbers are right.
# Versions:  csv-parse 7.0.3.
# Matters:   RFC 4180 prescribes CRLF, and exports of CRM systems on Windows have line breaks in notes and addresses. A report of
#            faulty rows names other rows than those with the faults, further off with each such cell.
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
const lines = (end) => {
  const text = ['id,note', '1,"first', 'second"', '2,short', '3,short', ''].join(end);
  return parse(text, { columns: true, info: true }).map(({ info }) => info.lines).join(' ');
};
console.log('lines on which the records end: 3 4 5');
console.log('with LF:  ', lines('\n'));
console.log('with CRLF:', lines('\r\n'));
if (lines('\n') !== '3 4 5' || lines('\r\n') !== '4 5 6') {
  console.error('The behaviour has changed.');
  process.exit(1);
}
JS
node probe.mjs
