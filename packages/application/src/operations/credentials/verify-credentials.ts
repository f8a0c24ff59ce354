import { type OPERATIONS, ProfilesError } from '@profiles/contracts';
import { canSignIn, comparable, decideSignIn } from '@profiles/domain';
import { checkVersion } from '../../loading/visibility.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';

export const verifyCredentials: WriteUseCase<typeof OPERATIONS.credentials.verify> = async (input, scene) => {
  const { call, store, passwords, loginThrottle, now } = scene;
  const username = comparable(input.email);
  const guess = { customer: `${call.caller.organisationId}/${username}`, address: call.address };
  await loginThrottle.take(guess);
  const candidates = await store.byLogin(call.caller.organisationId, username);
  const profile = candidates.find((one) => canSignIn(one) && comparable(one.username ?? '') === username);
  const hash = profile && (await store.passwordHashOf(profile.customerNumber));
  // Somebody unknown is verified too, so that the time it takes tells nothing.
  const isRight = await passwords.verify(input.password, hash);
  if (profile === undefined || !isRight) {
    throw new ProfilesError(611, { detail: 'The email or the password is wrong.' });
  }
  await loginThrottle.right(guess);
  checkVersion(scene, profile);
  return {
    decision: decideSignIn(profile, input.lastSignInFrom ?? undefined, now),
    answer: (committed) => toProfileResponse(committed(profile)),
  };
};
