import { expect, test } from 'vitest';
import { fileOf } from '../testing/records.js';
import { recogniseEncoding } from './text-encoding.js';

test.each([
  ['utf-16le', [0xff, 0xfe, 0x61, 0x00]],
  ['utf-16be', [0xfe, 0xff, 0x00, 0x61]],
  ['utf-8', [0x61, 0xc3, 0xa6]],
  ['utf-8', []],
  ['windows-1252', [0x61, 0xe6]],
  ['windows-1252', [0x61, 0xc3]],
  ['windows-1252', [0xff]],
])('%s is recognised, wherever the file is cut into chunks (%j)', async (encoding, bytes) => {
  for (const size of [1, 2, 3, 100]) {
    expect(await recogniseEncoding(fileOf(Uint8Array.from(bytes), size)())).toBe(encoding);
  }
});
