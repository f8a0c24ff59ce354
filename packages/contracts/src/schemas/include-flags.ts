import { z } from 'zod';

const flag = (description: string) =>
  z
    .boolean()
    .optional()
    .meta({ examples: [true], description });

/** The data that a lookup returns besides the profile itself. Data that is not requested is left out. */
export const includeFlags = {
  includeECards: flag('Show the e-cards of the customer.'),
  includePersonnelTicket: flag('Show the personnel tickets of the customer.'),
  includePreferences: flag('Show the preferences of the customer.'),
  includeDeleted: flag('Show deactivated customers too.'),
  includeNotes: flag('Show the notes about the customer.'),
};
