import { z } from 'zod';
import { acrossFields } from '../../across-fields.js';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { checkValidity, personnelTicketFields, personnelTicketResponse } from '../../schemas/personnel-ticket.js';

export const addPersonnelTicket = defineOperation({
  slug: 'add-personnel-ticket',
  kind: 'mutation',
  rest: { method: 'POST', path: '/profiles/{customerNumber}/personnel-tickets' },
  permission: Permission.Change,
  errors: [601, 617, 629],
  tag: 'Personnel tickets',
  summary: 'Add personnel ticket to customer',
  description:
    'Gives a personnel ticket to a standard (S) or personnel ticket (P) customer. A temporary one (T) is refused (409). While it is valid the customer cannot be deactivated (621).',
  example: ({ customer: { customerNumber } }) => ({
    customerNumber,
    ticketRightOwner: 'VY',
    ticketRightBearer: 'SJN-4711',
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2099-12-31T23:59:59.000Z',
    ticketHolderCode: 'EMP-01',
  }),
  input: z
    .strictObject({ customerNumber: customerNumber(), ...personnelTicketFields })
    .check(acrossFields(checkValidity)),
  output: personnelTicketResponse,
});
