import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ChannelCheck } from './channel-check.js';
import { followNotes, openNotes } from './notes.js';

function newNotes() {
  const path = join(mkdtempSync(join(tmpdir(), 'notes-')), 'notes.txt');
  const check = new ChannelCheck('feed', { mayRepeat: false });
  return { path, check, reader: followNotes(path, check) };
}

const change = (revision: number) => ({ customerNumber: 7, revision });

test('a receiver that is killed in the middle of a note goes on behind the last whole one', () => {
  const { path, check, reader } = newNotes();
  expect(openNotes(path).cursor).toBeUndefined();
  openNotes(path).add([change(1), change(2)], 'two');
  appendFileSync(path, 'three 7:');
  reader.read();
  const notes = openNotes(path);
  expect(notes.cursor).toBe('two');
  notes.add([change(3)], 'three');
  reader.read();
  reader.close();
  expect(check).toMatchObject({ distinct: 3, violations: [] });
});

test('a note without a cursor is none to go on from, and a fault is a violation', () => {
  const { path, check, reader } = newNotes();
  const notes = openNotes(path);
  notes.add([change(1)]);
  expect(openNotes(path).cursor).toBeUndefined();
  notes.fail('410\ngone');
  reader.read();
  reader.close();
  expect(check.violations).toEqual(['feed: 410 gone']);
});
