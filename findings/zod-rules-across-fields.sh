#!/usr/bin/env bash
# zod 4: which rules of an object run when one of its fields was refused?
#
# Expectation: safeParse reports every error, so a rule of the object (superRefine, refine) that only reads good
# fields is reported beside a bad one. Or, with some experience: it never is, and one response cannot name every error.
# Behaviour: refine and superRefine of an object are skipped once any field has an error, but they run beside an unknown
# key. The `when` parameter of refine runs the rule in any case, with the values of the refused fields as they were sent.
# And a list that is too long reports its length only: its entries are not looked at.
# Why it matters: an API that promises all errors in one response must not put rules across fields into superRefine.
# Seen with zod 4.6.7 on Node.js 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund zod@4.6.7
cat >check.mjs <<'JS'
import { z } from 'zod';
const rule = ({ from, to }) => !(from > to);
const shape = { from: z.number(), to: z.number(), name: z.string() };
const paths = (schema, value) => (schema.safeParse(value).error?.issues ?? []).map(({ path }) => path.join('.') || 'object');
const input = { from: 2, to: 1, name: 5 };
const seen = {
  refine: paths(z.strictObject(shape).refine(rule, { path: ['to'] }), input),
  refineWithUnknownKey: paths(z.strictObject(shape).refine(rule, { path: ['to'] }), { ...input, name: 'x', extra: 1 }),
  refineWhen: paths(z.strictObject(shape).refine(rule, { path: ['to'], when: () => true }), input),
  tooLongList: paths(z.array(z.number()).max(1), ['x', 'y']),
};
const expected = {
  refine: ['name'],
  refineWithUnknownKey: ['object', 'to'],
  refineWhen: ['name', 'to'],
  tooLongList: ['object'],
};
console.log('zod', JSON.parse((await import('node:fs')).readFileSync('node_modules/zod/package.json')).version);
console.log(JSON.stringify(seen, null, 1));
if (JSON.stringify(seen) !== JSON.stringify(expected)) {
  console.error('The behaviour has changed.');
  process.exit(1);
}
JS
node check.mjs
