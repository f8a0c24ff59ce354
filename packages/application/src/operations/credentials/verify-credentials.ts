import { OPERATIONS, ProfilesError } from '@profiles/contracts';
import { canSignIn, comparable, decideSignIn } from '@profiles/domain';
import { checkVersion } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';
import { decide } from '../../tenant/decide.js';

export const verifyCredentials = mutation(OPERATIONS.credentials.verify, async (input, context) => {
  const { call, store, passwords, loginThrottle, now } = context;
  const username = comparable(input.email);
  const attempt = { customer: `${call.caller.organisationId}/${username}`, address: call.address };
  await loginThrottle.take(attempt);
  const candidates = await store.byLogin(call.caller.organisationId, username);
  const profile = candidates.find((one) => canSignIn(one) && comparable(one.username ?? '') === username);
  const hash = profile && (await store.passwordHashOf(profile));
  // An unknown username is verified too, so that the response time reveals nothing.
  const isRight = await passwords.verify(input.password, hash);
  if (profile === undefined || !isRight) {
    throw new ProfilesError(611, { detail: 'The email or the password is wrong.' });
  }
  await loginThrottle.right(attempt);
  checkVersion(context, profile);
  const { customerNumber, organisationId } = profile;
  // [HASH-1] The hash of another system is replaced, now that the password is known.
  const isForeign = hash !== undefined && !passwords.isOwnForm(hash);
  return {
    ...(isForeign && {
      credentials: [{ customerNumber, organisationId, passwordHash: await passwords.hash(input.password) }],
    }),
    decision: decide(decideSignIn, profile, input.lastSignInFrom ?? undefined, now),
    respond: (committed) => toProfileResponse(committed(profile)),
  };
});
