import { z } from 'zod';

/** What a look-up should show besides the profile itself. What is not asked for is left out. */
export const includeFlags = {
  includeECards: z.boolean().optional(),
  includePersonnelTicket: z.boolean().optional(),
  includePreferences: z.boolean().optional(),
  includeDeleted: z.boolean().optional().meta({ description: 'Show deactivated customers too.' }),
  includeNotes: z.boolean().optional(),
};
