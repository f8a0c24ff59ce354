import { OPERATIONS, ProfilesError } from '@profiles/contracts';
import { decidePasswordChange } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const changePassword = mutation(OPERATIONS.credentials.changePassword, async (input, context) => {
  const { call, store, passwords, loginThrottle } = context;
  const profile = await writable(context, input.customerNumber);
  const { customerNumber, organisationId } = profile;
  // Without a current password the request pipeline has required the permission :admin.
  if (input.currentPassword != null) {
    const attempt = { customer: `${organisationId}#${customerNumber}`, address: call.address };
    await loginThrottle.take(attempt);
    const isRight = await passwords.verify(input.currentPassword, await store.passwordHashOf(profile));
    if (!isRight) throw new ProfilesError(611, { detail: 'currentPassword is wrong.' });
    await loginThrottle.right(attempt);
  }
  return {
    decision: decide(decidePasswordChange, profile),
    credentials: [{ customerNumber, organisationId, passwordHash: await passwords.hash(input.newPassword) }],
    respond: () => ({ value: undefined }),
  };
});
