#!/usr/bin/env bash
# iso-639-3 (npm): how old is its table of languages?
#
# Expectation: the newest version of a package that is named after the standard has the standard's current table.
# Behaviour: 3.0.1, the newest, has a code set of some years ago. Compared with the code set that SIL, the registration
# authority, published on 2026-07-15 (as the PyPI package python-iso639 2026.7.23 carries it), it still has retired codes
# and lacks newer ones. Nothing in the package states the date of its table.
# Why it matters: a service that validates languages with it refuses valid codes and stores retired ones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund iso-639-3@3.0.1
python3 -m pip download --quiet --no-deps --disable-pip-version-check python-iso639==2026.7.23
python3 -m zipfile -e python_iso639-2026.7.23-py3-none-any.whl table
cat >check.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { iso6393 } from 'iso-639-3';
const rows = readFileSync('table/iso639/_data/iso-639-3.tab', 'utf8').split(/\r?\n/).slice(1).filter(Boolean);
const current = new Set(rows.map((row) => row.split('\t')[0]));
const packaged = new Set(iso6393.map((language) => language.iso6393));
const retired = [...packaged].filter((code) => !current.has(code));
const missing = [...current].filter((code) => !packaged.has(code));
console.log('iso-639-3 3.0.1 has', packaged.size, 'codes; the code set of 2026-07-15 has', current.size);
console.log(retired.length, 'are retired:', retired.join(' '));
console.log(missing.length, 'are missing:', missing.join(' '));
if (retired.length === 0 || missing.length === 0) {
  console.error('The package is current now.');
  process.exit(1);
}
JS
node check.mjs
