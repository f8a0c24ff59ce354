// Checks the texts of the repository against a list of words: private vocabulary and constructions that readers stumble
// over. Each entry names the term to use instead. Names of files, metrics, settings and error codes are not checked.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../run/repository.mjs';

/** Pattern, and the term to use instead. */
const WORDS = [
  [/\b(nobody|no-one|no one)\b/i, 'name the role: no caller, no customer, none'],
  [/\bnobodys?\b/i, 'unknown'],
  [/\b(somebody|someone)\b/i, 'name the role: a caller, a customer, a person'],
  [/\b(whoever|whomever|whom)\b/i, 'name the role'],
  [/\bso many\b/i, 'give the number or name the limit'],
  [/\bwhat comes meanwhile\b/i, 'later items'],
  [
    /\b(organisation|tenant)s?[’']? walls?\b|\bthe walls?\b(?! clock)|\bbehind (the|its|a) walls?\b|\bwalled\b/i,
    'tenant isolation',
  ],
  [/\b(the|a|this|that) gates?\b/i, 'request pipeline, or check'],
  [/\bwrite door\b|\bthe one door\b/i, 'unit of work'],
  [/\bkept answers?\b/i, 'stored response'],
  [/\bguess(ing)? brake\b|\bbrake on passwords\b/i, 'login throttling'],
  [/\bset aside\b|\bsetting aside\b/i, 'parked, dead letter'],
  [
    /\b(customer|its|their|one|the) (lanes?) (of|per|is|are|waits?)\b|\bcustomer[- ](lane|line)s?\b/i,
    'per-customer queue',
  ],
  [/\bhorizon\b/i, 'read window'],
  [/\bthe bell\b|\band rings\b/i, 'wake-up signal'],
  [/\bbrief (one|profile|look-?up)s?\b/i, 'summary'],
  [/\blook-ups?\b/i, 'lookup'],
  [/\bMOST_[A-Z]/, 'MAX_'],
  [/^\s*(\/\*\*|\*|\/\/|#) (What|Who)\b/, 'begin with a noun: the outcome of, the settings of'],
  [/\bstrangers?[’']?\b/i, 'caller of another organisation, foreign'],
];

/** Texts that quote the words, or that are history. */
const EXEMPT =
  /^(CHANGELOG\.md|LICENSE|pnpm-lock\.yaml|tooling\/lint\/word-list\.mjs|docs\/benchmarks\/|tooling\/bench\/parse-server\/)/;
const CHECKED = /\.(ts|mts|mjs|cjs|py|go|md|ya?ml|jsonc?|sh|hbs|html|tsx|css)$/;

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' })
  .split('\0')
  .filter((file) => CHECKED.test(file) && !EXEMPT.test(file));

let found = 0;
for (const file of new Set(files)) {
  for (const [index, line] of linesOf(file).entries()) {
    for (const [pattern, instead] of WORDS) {
      const [word] = pattern.exec(line) ?? [];
      if (word === undefined) continue;
      found += 1;
      console.log(`${file}:${index + 1}: "${word}": ${instead}`);
    }
  }
}
console.log(`${found} words from the list in ${files.length} files`);
process.exitCode = found === 0 ? 0 : 1;

function linesOf(file) {
  try {
    return readFileSync(join(ROOT, file), 'utf8').split('\n');
  } catch (error) {
    // A file that is deleted but still tracked has no lines.
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
