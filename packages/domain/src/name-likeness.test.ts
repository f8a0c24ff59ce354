import { expect, test } from 'vitest';
import { type NameLikeness, nameLikeness } from './name-likeness.js';

const named = (name: string) => {
  const [firstName = '', surname = ''] = name.split('|');
  return { firstName, surname };
};

test.each<[string, NameLikeness, string]>([
  ['Kari|Nordmann', 'same', 'KARI|nordmann'],
  ['Åse|Bjørnsæther', 'same', 'Aase|Bjornsaether'],
  ['Åse|Berg', 'same', 'Ase|Berg'],
  ['Bjoern|Berg', 'same', 'Bjørn|Berg'],
  ['Anne-Marie|Berg', 'same', 'Anne Marie|Berg'],
  ['Anne-Marie|Håkonsen', 'same', 'Annemarie|Hakonsen'],
  ['Anne-Marie-Sofie|Berg', 'same', 'Annemarie Sofie|Berg'],
  ['Siobhan|O’Connor', 'same', 'Siobhan|Oconnor'],
  ['Kari|Lund', 'other', 'Kari|Lynd'],
  ['José|Muñoz', 'same', 'Jose|Munoz'],
  ['Kari Anne|Nordmann', 'similar', 'Kari|Nordmann'],
  ['Kari|Berg Hansen', 'similar', 'Kari|Hansen'],
  ['Kristin|Nordmann', 'similar', 'Kristine|Nordmann'],
  ['Kari|Nordman', 'similar', 'Kari|Nordmann'],
  ['Kari|Hanssen', 'similar', 'Kari|Hansen'],
  ['Kari|Hansen', 'similar', 'Kari|Jansen'],
  ['Kari|Hansen', 'similar', 'Hansen|Kari'],
  ['|Hansen', 'similar', 'Kari|Hansen'],
  ['Kari|Hansen', 'other', 'Mari|Hansen'],
  ['Kari|Hansen', 'other', 'Ola|Hansen'],
  ['Kari|Hansen', 'other', 'Kari|Nilsen'],
  ['Kari|Johansen', 'other', 'Kari|Hansen'],
  ['|Hansen', 'other', 'Kari|Berg'],
  ['|', 'unknown', 'Kari|Hansen'],
  ['Kari|', 'unknown', '|Hansen'],
  ['-|.', 'unknown', '-|.'],
])('%s is %s to %s, both ways', (one, likeness, other) => {
  expect(nameLikeness(named(one), named(other))).toBe(likeness);
  expect(nameLikeness(named(other), named(one))).toBe(likeness);
});
