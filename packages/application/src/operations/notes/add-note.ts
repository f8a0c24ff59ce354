import type { OPERATIONS } from '@profiles/contracts';
import { decideAddNote, noteFrom } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';

export const addNote: WriteUseCase<typeof OPERATIONS.notes.add> = async (input, scene) => {
  const { customerNumber, text } = input;
  const profile = await writable(scene, customerNumber);
  const note = noteFrom({ id: scene.ids.uuid(), text }, scene.stamp);
  return { decision: decideAddNote(profile, note), answer: () => ({ value: { ...note, customerId: customerNumber } }) };
};
