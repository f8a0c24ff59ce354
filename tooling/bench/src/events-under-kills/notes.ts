import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import type { ChannelCheck, NotedChange } from './channel-check.js';

/** The end of a file that holds its last line: a page of a thousand changes takes 20 KiB. */
const LAST_BYTES = 1024 * 1024;
const NO_CURSOR = '-';

/** The notes of a receiver that may be killed at any moment. */
export interface Notes {
  /** The cursor of the last note, from which to go on. */
  readonly cursor: string | undefined;
  /** Notes changes together with the cursor behind them, in one write: the system keeps what a killed process has written. */
  add(changes: readonly NotedChange[], cursor?: string): void;
  /** Notes a fault. */
  fail(text: string): void;
}

/** Opens the notes in a file, where the process before has left them. What a kill has cut off is removed. */
export function openNotes(path: string): Notes {
  const file = openSync(path, 'a+');
  const { size } = fstatSync(file);
  const end = Buffer.alloc(Math.min(size, LAST_BYTES));
  readSync(file, end, 0, end.length, size - end.length);
  const lines = end.toString('latin1').split('\n');
  ftruncateSync(file, size - (lines.pop() ?? '').length);
  const [cursor] = (lines.pop() ?? '').split(' ');
  return {
    cursor: cursor === '' || cursor === NO_CURSOR ? undefined : cursor,
    add(changes, after = NO_CURSOR) {
      const noted = changes.map(({ customerNumber, revision }) => ` ${customerNumber}:${revision}`).join('');
      writeSync(file, `${after}${noted}\n`);
    },
    fail: (text) => void writeSync(file, `! ${text.replaceAll('\n', ' ')}\n`),
  };
}

/** Follows notes while they are written. */
export interface NotesReader {
  /** Passes on what was noted since the last call. */
  read(): void;
  close(): void;
}

export function followNotes(path: string, check: ChannelCheck): NotesReader {
  const file = openSync(path, 'a+');
  const chunk = Buffer.alloc(LAST_BYTES);
  let position = 0;
  let rest = '';
  return {
    read() {
      for (let length = -1; length !== 0; position += length) {
        length = readSync(file, chunk, 0, chunk.length, position);
        const lines = (rest + chunk.toString('latin1', 0, length)).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) checkLine(line, check);
      }
      // The rest may be cut off before it is written again.
      position -= rest.length;
      rest = '';
    },
    close: () => closeSync(file),
  };
}

function checkLine(line: string, check: ChannelCheck): void {
  if (line.startsWith('!')) {
    check.fail(line.slice(2));
    return;
  }
  for (const change of line.split(' ').slice(1)) {
    const [customerNumber, revision] = change.split(':').map(Number);
    check.note({ customerNumber: customerNumber ?? 0, revision: revision ?? 0 });
  }
}
