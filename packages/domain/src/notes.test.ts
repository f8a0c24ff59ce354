import { describe, expect, test } from 'vitest';
import { decideAddNote, noteFrom } from './notes.js';
import { aNote, aProfile, NOW, profileAfter } from './testing/given.js';

describe('notes', () => {
  test('a note is signed by who wrote it', () => {
    const note = noteFrom({ id: 'n', text: 'Called.\n' }, { at: NOW, changedBy: 'ola', changedByChannel: 'crm' });
    expect(note).toStrictEqual({
      id: 'n',
      text: 'Called.\n',
      createdAt: NOW,
      createdBy: 'ola',
      changedAt: NOW,
      changedBy: 'ola',
    });
  });

  test('a new note comes last, and the others stay', () => {
    const profile = aProfile({ notes: [aNote('first')] });
    expect(profileAfter(decideAddNote(profile, aNote('second'))).notes).toEqual([aNote('first'), aNote('second')]);
  });
});
