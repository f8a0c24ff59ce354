import { accept } from './accept.js';
import type { Decision } from './decision.js';
import type { Note, Profile } from './profile.js';
import type { Stamp } from './revision.js';

/** A new note, signed with who wrote it. */
export function noteFrom({ id, text }: Pick<Note, 'id' | 'text'>, { at, changedBy }: Stamp): Note {
  return { id, text, createdAt: at, createdBy: changedBy, changedAt: at, changedBy };
}

/** Keeps a note about the customer. */
export function decideAddNote(profile: Profile, note: Note): Decision {
  return accept({ profiles: [{ before: profile, after: { ...profile, notes: [...profile.notes, note] } }] });
}
