/**
 * Writes packages/domain/src/collation/norwegian-order.ts: the order in which ICU's `nb` collation has characters, read
 * from `Intl.Collator`. Run it with a Node that has the wanted ICU version, then `pnpm format` (ADR 0020 has the rest).
 */
import { writeFileSync } from 'node:fs';

const full = new Intl.Collator('nb');
const accent = new Intl.Collator('nb', { sensitivity: 'accent' });
const base = new Intl.Collator('nb', { sensitivity: 'base' });

const SCRIPTS =
  /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Coptic}\p{sc=Cyrillic}\p{sc=Armenian}\p{sc=Georgian}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Common}\p{sc=Inherited}]$/u;
const KINDS = /^(?:[\p{L}\p{M}\p{N}\p{P}\p{Zs}]|[\u0020-\u04ff])$/u;

const assigned = [];
for (let code = 1; code < 0xd800; code += 1) {
  const character = String.fromCharCode(code);
  if (!/\p{Cn}|\p{Co}/u.test(character)) assigned.push(character);
}
const inScope = assigned.filter((c) => SCRIPTS.test(c) && KINDS.test(c));
const single = inScope.filter((c) => c.normalize('NFD') === c);
const ignored = single.filter((c) => full.compare(`x${c}y`, 'xy') === 0);
const marks = single.filter((c) => !ignored.includes(c) && base.compare(`x${c}y`, 'xy') === 0);

/** Sequences that sort as one letter: those with an accent that makes another letter, aa, and the Catalan l·. */
const composed = inScope
  .map((c) => c.normalize('NFD'))
  .filter((s) => s.length === 2 && base.compare(s, s[0]) !== 0 && marks.includes(s[1]));
const doubled = ['aa', 'Aa', 'AA', 'aA'].filter((s) => base.compare(s, 'å') === 0);
const dotted = ['l·', 'L·'].filter((s) => base.compare(s, 'l') === 0);

const elements = [
  ...single.filter((c) => !ignored.includes(c) && !marks.includes(c)),
  ...composed,
  ...doubled,
  ...dotted,
];
elements.sort((a, b) => base.compare(a, b) || full.compare(a, b));

const expansions = new Map();
const classes = [];
for (const element of elements) {
  const parts = expansionOf(element);
  if (parts !== undefined) {
    expansions.set(element, parts);
    continue;
  }
  const last = classes.at(-1);
  if (last !== undefined && base.compare(last[0], element) === 0) last.push(element);
  else classes.push([element]);
}

/** Several characters that an element sorts as, such as ss for ß. */
function expansionOf(element) {
  const decomposed = element.normalize('NFKD');
  if ([...decomposed].length > 1 && element.length === 1 && base.compare(element, decomposed) === 0) return decomposed;
  const first = classes.at(-1)?.[0];
  if (first === undefined || element.length > 1 || base.compare(element, first) === 0) return undefined;
  if (base.compare(element, `${first}\uffff`) > 0) return undefined;
  const second = elements.find((other) => base.compare(element, first + other) === 0);
  return second === undefined ? undefined : first + second;
}

const escaped = (text) =>
  [...text]
    .map((c) => {
      if (c === '\\' || c === '<' || c === '=' || c === "'")
        return `\\\\${c === "'" ? "\\'" : c === '\\' ? '\\\\' : c}`;
      return /[\p{M}\p{Z}\p{C}]/u.test(c) && c !== ' ' ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c;
    })
    .join('');

const secondaries = [];
let rules = '';
for (const [first, ...others] of classes) {
  rules += `<${escaped(first)}`;
  let before = first;
  for (const other of others) {
    const isAccent = accent.compare(before, other) !== 0;
    rules += `${isAccent ? '<<' : full.compare(before, other) === 0 ? '=' : '<<<'}${escaped(other)}`;
    if (isAccent) {
      secondaries.push({ name: other, text: `x${other}`, plain: first });
    }
    before = other;
  }
}
for (const mark of marks) secondaries.push({ name: mark, mark });
for (const [element, parts] of expansions) {
  if (accent.compare(element, parts) !== 0) secondaries.push({ name: element, expansion: parts });
}
// An accented form stands among the accents where it sorts between the same letter with each of them.
const sortable = (one, other) => {
  const letter = one.plain ?? other.plain ?? one.expansion?.[0] ?? other.expansion?.[0] ?? 'e';
  const rest = one.expansion?.slice(1) ?? other.expansion?.slice(1) ?? '';
  const shown = (s) => (s.mark !== undefined ? letter + s.mark + rest : s.name);
  return accent.compare(shown(one), shown(other));
};
const order = marks.map((mark) => ({ name: mark, mark })).sort((a, b) => accent.compare(`e${a.mark}`, `e${b.mark}`));
const rank = new Map();
let weight = 0;
for (const [index, one] of order.entries()) {
  if (index === 0 || accent.compare(`e${order[index - 1].mark}`, `e${one.mark}`) !== 0) weight += 1;
  rank.set(one.name, weight);
}
const accentOrder = new Map([...rank].map(([name, at]) => [name, at * 1000]));
for (const one of secondaries.filter((s) => s.mark === undefined)) {
  const below = order.filter((mark) => sortable(mark, one) <= 0);
  const previous = below.length === 0 ? 0 : rank.get(below.at(-1).name);
  const same = below.length > 0 && sortable(below.at(-1), one) === 0;
  accentOrder.set(one.name, previous * 1000 + (same ? 0 : 1 + secondaries.indexOf(one)));
}
const places = [...new Set([...accentOrder.values()])].sort((a, b) => a - b);
const accents = places.map((place) => [...accentOrder].filter(([, at]) => at === place).map(([name]) => name));

const literal = (text) => {
  const lines = [];
  let line = '';
  for (const piece of text.match(/\\u[0-9a-f]{4}|\\\\\\.|\\\\.|\\.|./gsu) ?? []) {
    if (line.length + piece.length > 108) {
      lines.push(line);
      line = '';
    }
    line += piece;
  }
  return [...lines, line].map((one) => `  '${one}'`).join(' +\n');
};

const tertiary = [...expansions].map(([element, parts]) => `${element}${parts}`);
const source = `/**
 * Generated by tooling/collation/generate.mjs from Intl.Collator('nb') of ICU ${process.versions.icu}. Do not edit.
 *
 * The order of characters in the syntax of ICU's tailoring rules: \`<\` is another letter, \`<<\` another accent, \`<<<\`
 * another case or form, and \`=\` no difference.
 */
export const ORDER =
${literal(rules)};

/** Accents from the lightest to the heaviest, \`=\` between those of one weight; letters that count as accented among them. */
export const ACCENT_ORDER =
${literal(accents.map((names) => `<${names.map(escaped).join('=')}`).join(''))};

/** Characters that sort as several: each with those behind it. */
export const EXPANSIONS =
${literal(tertiary.map((one) => `<${escaped(one)}`).join(''))};

/** Characters that make no difference. */
export const IGNORED =
${literal(ignored.map(escaped).join(''))};

/** The version of ICU that this order is from. */
export const ICU_VERSION = '${process.versions.icu}';
`;
writeFileSync(new URL('../../packages/domain/src/collation/norwegian-order.ts', import.meta.url), source);
console.log({
  classes: classes.length,
  marks: marks.length,
  accents: accents.length,
  expansions: expansions.size,
  ignored: ignored.length,
  composed: composed.length,
  doubled,
  dotted,
});
