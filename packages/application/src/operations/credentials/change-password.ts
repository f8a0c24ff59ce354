import { type OPERATIONS, ProfilesError } from '@profiles/contracts';
import { decidePasswordChange } from '@profiles/domain';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { writable } from '../../loading/visibility.js';

export const changePassword: WriteUseCase<typeof OPERATIONS.credentials.changePassword> = async (input, scene) => {
  const { call, store, passwords, guesses } = scene;
  const profile = await writable(scene, input.customerNumber);
  const { customerNumber, organisationId } = profile;
  // Without a current password the gate has asked for the permission :admin.
  if (input.currentPassword != null) {
    const guess = { customer: `${organisationId}#${customerNumber}`, address: call.address };
    await guesses.take(guess);
    const isRight = await passwords.verify(input.currentPassword, await store.passwordHashOf(customerNumber));
    if (!isRight) throw new ProfilesError(611, { detail: 'currentPassword is wrong.' });
    await guesses.right(guess);
  }
  return {
    decision: decidePasswordChange(profile),
    credentials: [{ customerNumber, organisationId, passwordHash: await passwords.hash(input.newPassword) }],
    answer: () => ({ value: undefined }),
  };
};
