import { z } from 'zod';
import { actor, email, optional } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { password } from '../../password.js';
import { Permission } from '../../permissions.js';
import { customerResponse } from '../../schemas/customer-response.js';

export const verifyCredentials = defineOperation({
  slug: 'verify-credentials',
  kind: 'mutation',
  rest: { method: 'POST', path: '/credentials/verify' },
  permission: Permission.Read,
  errors: [603],
  cost: 5,
  tag: 'Credentials',
  summary: 'Verify credentials',
  description:
    "Checks the password of a customer of the caller's organisation, and records the time and lastSignInFrom of a right one. A wrong password and an unknown email get the same response (611). Never replayed: an Idempotency-Key is of no effect.",
  example: ({ customer: { username, password } }) => ({ email: username, password, lastSignInFrom: 'webshop' }),
  input: z.strictObject({
    email: email().meta({ description: 'The username, which is the email the customer signs in with.' }),
    password: password(),
    lastSignInFrom: optional(actor().meta({ description: 'Where the customer signs in from, typically web or app.' })),
  }),
  output: customerResponse,
  returnsProfile: true,
  neverReplayed: true,
});
