import { OPERATIONS } from '@profiles/contracts';
import { decideAddNote, noteFrom } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const addNote = mutation(OPERATIONS.notes.add, async (input, context) => {
  const { customerNumber, text } = input;
  const profile = await writable(context, customerNumber);
  const note = noteFrom({ id: context.ids.uuid(), text }, context.stamp);
  return {
    decision: decide(decideAddNote, profile, note),
    respond: () => ({ value: { ...note, customerId: customerNumber } }),
  };
});
