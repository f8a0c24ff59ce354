import { describe, expect, test } from 'vitest';
import {
  type CallOutcome,
  callsIn,
  FrameReader,
  frameOf,
  type ReadOutcome,
  type SharedCall,
  sharedRequestOf,
} from './call-frames.js';

const call = (name: string, headers: Record<string, string>, input: unknown): SharedCall => ({
  ...{ name, headers, inputText: JSON.stringify(input) },
});
const CALLS = [
  call('profiles.get', { authorization: 'Bearer a', 'x-correlation-id': 'one' }, { customerNumber: 1 }),
  call('notes.add', { authorization: 'Bearer b', 'x-changed-by': 'KÃ¥re' }, { text: 'a\nb\u2028ø\ud83d\ude00"\\' }),
  call('profiles.get', { authorization: 'Bearer a' }, { customerNumber: 2 }),
];

describe('a shared request', () => {
  test('holds the calls as they were sent, and each Authorization header once', () => {
    const text = sharedRequestOf(CALLS);
    expect(callsIn(text)).toEqual(CALLS);
    expect(text.split('Bearer a')).toHaveLength(2);
  });

  test.each([
    ['no line', ''],
    ['a line that is not JSON', 'nonsense\n'],
    ['tokens that are no list', '{"0":"Bearer a"}\n["profiles.get",0,{}]\n{}\n'],
    ['tokens that are no texts', '[1]\n["profiles.get",0,{}]\n{}\n'],
    ['a head without an input', '["Bearer a"]\n["profiles.get",0,{}]\n'],
    ['a last line that does not end', '["Bearer a"]\n["profiles.get",0,{}]\n{}'],
  ])('is refused with %s', (_name, text) => {
    expect(callsIn(text)).toBeUndefined();
  });

  test.each([
    ['not JSON', '{'],
    ['no list', '{"name":"profiles.get"}'],
    ['no name', '[7,0,{}]'],
    ['a token that was not sent', '["profiles.get",1,{}]'],
    ['a token of a negative place', '["profiles.get",-1,{}]'],
    ['the name of a member in place of a token', '["profiles.get","length",{}]'],
    ['no headers', '["profiles.get",0]'],
    ['headers that are a list', '["profiles.get",0,[]]'],
    ['a header that is no text', '["profiles.get",0,{"x-changed-by":{"a":1}}]'],
  ])('keeps its other calls when the head of one is %s', (_name, head) => {
    const text = `["Bearer a"]\n${head}\n{}\n["profiles.get",0,{"traceparent":"t"}]\n{"customerNumber":1}\n`;
    const other = call('profiles.get', { authorization: 'Bearer a', traceparent: 't' }, { customerNumber: 1 });
    expect(callsIn(text)).toEqual(['malformed', other]);
  });

  test('has no token of its own choice in the headers of a call, and no prototype', () => {
    const text = '["Bearer a"]\n["x",0,{"authorization":"Bearer b","__proto__":"p","constructor":"c"}]\n{}\n';
    const [read] = callsIn(text) as [SharedCall];
    expect(read.headers['authorization']).toBe('Bearer a');
    expect(Object.getPrototypeOf(read.headers)).toBeNull();
  });
});

const OUTCOMES: readonly CallOutcome[] = [
  { value: '{"firstName":"Kåre \u2028"}', revision: 7 },
  { value: Buffer.from('[1,\n2]') },
  { error: { status: 404, errorCode: 617, detail: 'line\nfeed' }, replayed: true },
  { notModified: true, revision: 3 },
  { value: '' },
];

function bytesOf(outcomes: readonly CallOutcome[]): Buffer {
  return Buffer.concat(outcomes.flatMap((outcome, n) => frameOf(n, outcome)).map((part) => Buffer.from(part)));
}

function read(chunks: readonly Buffer[]): ReadOutcome[] {
  const found: ReadOutcome[] = [];
  const reader = new FrameReader((outcome) => found.push(outcome));
  for (const chunk of chunks) reader.read(chunk);
  return found;
}

describe('the frames of a response', () => {
  const bytes = bytesOf(OUTCOMES);
  const expected = OUTCOMES.map(({ value, ...rest }, n) => ({
    ...{ call: n, ...rest },
    ...(value !== undefined && { value: Buffer.from(value) }),
  }));

  test('are read however the bytes are cut', () => {
    for (let first = 0; first <= bytes.length; first++) {
      for (const second of [first, first + 1, first + 13, bytes.length]) {
        const parts = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
        expect(read(parts)).toEqual(expected);
      }
    }
    expect(read([...bytes].map((byte) => Buffer.from([byte])))).toEqual(expected);
  });

  test('are reported as soon as they are complete', () => {
    expect(read([bytesOf(OUTCOMES.slice(0, 2)), Buffer.from('{"call":2,')])).toEqual(expected.slice(0, 2));
  });

  test('may have members that this version does not know', () => {
    expect(read([Buffer.from('{"call":0,"length":2,"etag":"x"}\n{}')])).toEqual([
      { call: 0, etag: 'x', value: Buffer.from('{}') },
    ]);
  });

  test.each([
    'nonsense\n',
    'null\n',
    '{}\n',
    '{"call":"0"}\n',
    '{"call":0,"length":-1}\n',
    '{"call":0,"length":1.5}\n',
  ])('are refused when the head is %j', (head) => {
    expect(() => read([Buffer.from(head)])).toThrow();
  });

  test('are refused when a head does not end', () => {
    expect(() => read([Buffer.alloc(1024 * 1024 + 1, 0x20)])).toThrow('too long');
  });
});
