import { z } from 'zod';
import { isNotGiven } from '../../blank-text.js';
import { customerNumber, optional } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { newPassword, password } from '../../password.js';
import { Permission } from '../../permissions.js';

export const changePassword = defineOperation({
  slug: 'change-password',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}/password', success: 204 },
  permission: Permission.Change,
  // Blank text counts as not given, here as in the input schema: otherwise it would pass for the current password.
  alsoNeeds: ({ currentPassword }) => (isNotGiven(currentPassword) ? [Permission.Admin] : []),
  errors: [600, 601, 617],
  cost: 5,
  tag: 'Credentials',
  summary: 'Change password',
  description:
    'Sets a new password. A wrong currentPassword is refused (611). Without a currentPassword the permission :admin is needed.',
  example: ({ customer: { customerNumber, password } }) => ({
    customerNumber,
    currentPassword: password,
    newPassword: `${password} 2`,
  }),
  input: z.strictObject({
    customerNumber: customerNumber(),
    currentPassword: optional(password().meta({ description: 'The password that the customer has now.' })),
    newPassword: newPassword(),
  }),
  output: z.void(),
  secrets: ['currentPassword', 'newPassword'],
});
