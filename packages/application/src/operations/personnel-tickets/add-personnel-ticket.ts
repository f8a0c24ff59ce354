import type { OPERATIONS } from '@profiles/contracts';
import { decideAddTicket } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';

export const addPersonnelTicket: WriteUseCase<typeof OPERATIONS.personnelTickets.add> = async (input, scene) => {
  const { customerNumber, ...fields } = input;
  const profile = await writable(scene, customerNumber);
  const ticket = { id: scene.ids.uuid(), ...fields };
  return { decision: decideAddTicket(profile, ticket), answer: () => ({ value: ticket }) };
};
