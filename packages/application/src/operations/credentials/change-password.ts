import { type OPERATIONS, ProfilesError } from '@profiles/contracts';
import { decidePasswordChange } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';

export const changePassword: WriteUseCase<typeof OPERATIONS.credentials.changePassword> = async (input, scene) => {
  const { call, store, passwords, loginThrottle } = scene;
  const profile = await writable(scene, input.customerNumber);
  const { customerNumber, organisationId } = profile;
  // Without a current password the gate has asked for the permission :admin.
  if (input.currentPassword != null) {
    const guess = { customer: `${organisationId}#${customerNumber}`, address: call.address };
    await loginThrottle.take(guess);
    const isRight = await passwords.verify(input.currentPassword, await store.passwordHashOf(customerNumber));
    if (!isRight) throw new ProfilesError(611, { detail: 'currentPassword is wrong.' });
    await loginThrottle.right(guess);
  }
  return {
    decision: decidePasswordChange(profile),
    credentials: [{ customerNumber, organisationId, passwordHash: await passwords.hash(input.newPassword) }],
    answer: () => ({ value: undefined }),
  };
};
