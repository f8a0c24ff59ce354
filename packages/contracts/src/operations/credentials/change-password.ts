import { z } from 'zod';
import { customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { newPassword, password } from '../../password.js';
import { Permission } from '../../permissions.js';

export const changePassword = defineOperation({
  slug: 'change-password',
  kind: 'mutation',
  rest: { method: 'PUT', path: '/profiles/{customerNumber}/password', success: 204 },
  permission: Permission.Change,
  alsoNeeds: ({ currentPassword }) => (currentPassword == null ? [Permission.Admin] : []),
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
    currentPassword: password().nullish(),
    newPassword: newPassword(),
  }),
  output: z.void(),
  secrets: ['currentPassword', 'newPassword'],
});
