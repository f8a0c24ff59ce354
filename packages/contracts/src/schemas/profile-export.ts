import { z } from 'zod';
import { customerResponse } from './customer-response.js';
import { profileChange } from './profile-change.js';
import { number, timestamp } from './response-fields.js';

const exportedProfile = z.object({
  customer: customerResponse,
  hasPassword: z.boolean().meta({ description: 'Whether a password is set. Only its hash is stored.' }),
  distinctFrom: z
    .array(number())
    .optional()
    .meta({ examples: [[1_000_001]], description: 'Customer numbers of profiles that are marked as other persons.' }),
  setAside: z
    .object({
      status: z.enum(['A', 'P']).meta({ examples: ['A'], description: 'The status before.' }),
      username: z
        .string()
        .optional()
        .meta({ examples: ['kari.nordmann@example.no'], description: 'The username before.' }),
      expirationDate: timestamp().optional().meta({ description: 'The expirationDate before.' }),
    })
    .optional()
    .meta({ description: 'Values that a deactivation removed, for a restore to bring back.' }),
});

const access = z.object({
  id: z.string().meta({ examples: ['019ca945-0a00-7db7-8d33-0b54174fd76f'], description: 'Id of the record.' }),
  customerNumber: number().meta({ examples: [1_000_000], description: 'The profile that was read.' }),
  at: timestamp().meta({ description: 'When it was read.' }),
  operation: z.string().meta({ examples: ['get-profile'], description: 'The slug of the operation.' }),
  clientId: z.string().meta({ examples: ['customer-service'], description: 'The client of the token.' }),
  callerOrganisationId: number().meta({ examples: [1], description: 'The organisation of the token.' }),
  clientName: z
    .string()
    .optional()
    .meta({ examples: ['acme-desk'], description: 'The ET-Client-Name.' }),
  lookedBy: z
    .string()
    .optional()
    .meta({ examples: ['kari'], description: 'The person behind the client, where the request named one.' }),
  correlationId: z.string().meta({ examples: ['order-4711'], description: 'The correlation id of the call.' }),
});

/** All data that is stored about one person. */
export const profileExport = z
  .object({
    exportedAt: timestamp().meta({ description: 'When the export was made.' }),
    customerNumber: number().meta({ description: 'Customer number.' }),
    organisationId: number().meta({ description: 'The organisation that the customer is registered with.' }),
    profiles: z.array(exportedProfile).meta({ description: 'The profile, then those that were merged into it.' }),
    changes: z.array(profileChange).meta({ description: 'The changes, the latest first.' }),
    accesses: z.array(access).meta({ description: 'The reads of the customer in customer service, the latest first.' }),
    nextCursor: z
      .string()
      .optional()
      .meta({
        examples: ['MDE5Y2E5NDUtMGEwMA'],
        description:
          'Absent on the last page. Almost every person fits on one page; the arrays of all pages belong together.',
      }),
  })
  .meta({ id: 'ProfileExport' });
