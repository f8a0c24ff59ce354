import { z } from 'zod';
import { customerResponse } from './customer-response.js';
import { profileChange } from './profile-change.js';
import { number, timestamp } from './response-fields.js';

const exportedProfile = z.object({
  customer: customerResponse,
  hasPassword: z.boolean().meta({ description: 'The password itself is kept as a hash that nobody can read.' }),
  setAside: z
    .object({
      status: z.enum(['A', 'P']),
      username: z.string().optional(),
      expirationDate: timestamp().optional(),
    })
    .optional()
    .meta({ description: 'What a deactivation put away, for a restore to bring back.' }),
});

const access = z.object({
  id: z.string(),
  customerNumber: number(),
  at: timestamp(),
  operation: z.string(),
  clientId: z.string(),
  callerOrganisationId: number(),
  clientName: z.string().optional(),
  lookedBy: z.string().optional().meta({ description: 'The person behind the client, where the request named one.' }),
  correlationId: z.string(),
});

/** Everything kept of one person. */
export const profileExport = z
  .object({
    exportedAt: timestamp(),
    customerNumber: number(),
    organisationId: number(),
    profiles: z.array(exportedProfile).meta({ description: 'The profile, then those that were merged into it.' }),
    changes: z.array(profileChange).meta({ description: 'What was changed, the latest first.' }),
    accesses: z
      .array(access)
      .meta({ description: 'Who looked at the customer in customer service, the latest first.' }),
  })
  .meta({ id: 'ProfileExport' });
