import { OPERATIONS, ProfilesError } from '@profiles/contracts';
import { decidePasswordChange, unchanged } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const changePassword = mutation(OPERATIONS.credentials.changePassword, async (input, context) => {
  const { call, store, passwords, loginThrottle } = context;
  const profile = await writable(context, input.customerNumber);
  const { customerNumber, organisationId } = profile;
  const storedHash = await store.passwordHashOf(profile);
  // Without a current password the request pipeline has required the permission :admin.
  if (input.currentPassword != null) {
    const attempt = { customer: `${organisationId}#${customerNumber}`, address: call.address };
    await loginThrottle.take(attempt);
    const isRight = await passwords.verify(input.currentPassword, storedHash);
    if (!isRight) throw new ProfilesError(611, { detail: 'currentPassword is wrong.' });
    await loginThrottle.right(attempt);
  }
  const isSame = storedHash !== undefined && (await passwords.verify(input.newPassword, storedHash));
  const respond = () => ({ value: undefined });
  // [NOOP-1] The same password again is no change.
  if (isSame) return { decision: decide(() => unchanged), respond };
  return {
    decision: decide(decidePasswordChange, profile),
    credentials: [{ customerNumber, organisationId, passwordHash: await passwords.hash(input.newPassword) }],
    respond,
  };
});
