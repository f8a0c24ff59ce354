import { expect, test } from 'vitest';
import { optionsFrom } from './options.js';

test('without options two thousand customers are kept in .data', () => {
  expect(optionsFrom([])).toMatchObject({ check: false, customers: 2_000, dataDir: expect.stringMatching(/\.data$/) });
});

test('a check seeds less', () => {
  expect(optionsFrom(['--check'])).toMatchObject({ check: true, customers: 200 });
});

test.each([['--chekc'], ['--seed', '-1'], ['--seed', 'many'], ['--check', '--data', 'x'], ['stray']])(
  '%s %s %s is refused',
  (...args) => {
    expect(() => optionsFrom(args)).toThrow();
  },
);
