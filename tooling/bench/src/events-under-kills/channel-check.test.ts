import { expect, test } from 'vitest';
import { ChannelCheck } from './channel-check.js';

function checked(mayRepeat: boolean, ...revisions: readonly number[]) {
  const check = new ChannelCheck('feed', { mayRepeat });
  for (const revision of revisions) check.note({ customerNumber: 7, revision });
  return check;
}

test('changes from the first on, in order and without a gap, are no violation', () => {
  const check = checked(false, 1, 2, 3);
  check.note({ customerNumber: 8, revision: 1 });
  expect(check).toMatchObject({ distinct: 4, repeats: 0, violations: [] });
});

test('a repeated change is a violation, unless changes may be repeated before the next one', () => {
  expect(checked(false, 1, 1).violations).toEqual(['feed: customer 7: revision 1 follows 1']);
  expect(checked(true, 1, 1, 2, 2, 2)).toMatchObject({ distinct: 2, repeats: 3, violations: [] });
});

test.each([
  ['a gap', [1, 3], 'revision 3 follows 1'],
  ['a beginning that is missing', [2], 'revision 2 follows 0'],
  ['an older change', [1, 2, 1], 'revision 1 follows 2'],
])('%s is a violation where changes may be repeated too', (_name, revisions, text) => {
  expect(checked(true, ...revisions).violations).toEqual([`feed: customer 7: ${text}`]);
});

test('few of very many violations are kept', () => {
  expect(checked(false, ...Array.from({ length: 100 }, () => 1)).violations).toHaveLength(20);
});
