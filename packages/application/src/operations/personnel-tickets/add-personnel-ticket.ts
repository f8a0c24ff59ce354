import { OPERATIONS } from '@profiles/contracts';
import { decideAddTicket } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const addPersonnelTicket = mutation(OPERATIONS.personnelTickets.add, async (input, context) => {
  const { customerNumber, ...fields } = input;
  const profile = await writable(context, customerNumber);
  const ticket = { id: context.ids.uuid(), ...fields };
  return { decision: decide(decideAddTicket, profile, ticket), respond: () => ({ value: ticket }) };
});
