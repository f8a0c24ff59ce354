import { expect, test } from 'vitest';
import { tidiedName } from './names.js';

test.each([
  ['Kari', 'Kari'],
  ['  Anne   Marie ', 'Anne Marie'],
  ['\u00a0van\u2003der  Berg\u3000', 'van der Berg'],
  ['Åse-Bjørn', 'Åse-Bjørn'],
  ['', ''],
])('the name %j is kept as %j', (given, kept) => {
  expect(tidiedName(given)).toBe(kept);
});

test.each(['ikke satt', 'ikkesatt', 'Ikke Satt', ' IKKE   satt '])('the placeholder %j is kept as nothing', (given) => {
  expect(tidiedName(given)).toBe('');
});

test.each(['ikke satt ennå', 'Frikke Satt', 'ikke-satt'])('%j is a name, not the placeholder', (given) => {
  expect(tidiedName(given)).toBe(given);
});
