import { describe, expect, test } from 'vitest';
import { rejectUnsafeJson } from './json-text.js';

const rejectionOf = (text: string) => {
  try {
    rejectUnsafeJson(text);
    return undefined;
  } catch (error) {
    return (error as { details: { errors: unknown[] } }).details.errors[0];
  }
};

describe('JSON that no valid input looks like', () => {
  test.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"a":[{"b":1},{"b":1,"b":1}]}', 'b'],
    ['{"x":{"a":1},"a":1 , "a" : 2}', 'a'],
    ['{"":1,"":2}', ''],
    ['{"a\\"b":1,"a\\"b":2}', 'a"b'],
  ])('a name that stands twice in one object is refused: %s', (text, path) => {
    expect(rejectionOf(text)).toMatchObject({ path, message: expect.stringContaining('once') });
  });

  test.each(['{"a":{"a":1},"b":[{"a":1},{"a":1}]}', '{"a":"b","b":"a"}', '["a","a",":"]', '{"a":"x\\":\\"a","c":1}'])(
    'the same name in other objects, and in texts, is fine: %s',
    (text) => {
      expect(rejectionOf(text)).toBeUndefined();
    },
  );

  test('32 levels are accepted and 33 are not', () => {
    expect(rejectionOf('['.repeat(32) + ']'.repeat(32))).toBeUndefined();
    expect(rejectionOf('{"a":'.repeat(33))).toMatchObject({ message: 'Nested too deeply: at most 32 levels.' });
  });

  test.each(['', '{', '"', '"\\', ']]]]', '{"a', '\\', ':::'])('what is no JSON is left to the parser: %j', (text) => {
    expect(rejectionOf(text)).toBeUndefined();
  });
});
