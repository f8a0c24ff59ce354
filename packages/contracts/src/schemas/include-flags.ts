import { z } from 'zod';

const flag = () =>
  z
    .boolean()
    .optional()
    .meta({ examples: [true] });

/** What a lookup should show besides the profile itself. What is not asked for is left out. */
export const includeFlags = {
  includeECards: flag(),
  includePersonnelTicket: flag(),
  includePreferences: flag(),
  includeDeleted: flag().meta({ examples: [true], description: 'Show deactivated customers too.' }),
  includeNotes: flag(),
};
