import { decideUpdate } from '@profiles/domain';
import { writable } from '../loading/visibility.js';
import type { Committed, WriteContext } from '../pipeline/use-case.js';
import { toProfileResponse } from '../responses/customer-response.js';
import { decide } from '../tenant/decide.js';
import { expirationFrom } from './expiration.js';
import { newAddressIds, patchFrom } from './profile-patch.js';

type Input = Parameters<typeof patchFrom>[0];

/** The use case of update-profile and patch-profile: they differ in the fields that their contracts require. */
export async function profileUpdate(input: Input, context: WriteContext) {
  const profile = await writable(context, input.customerNumber);
  const patch = patchFrom(input);
  const decision = decide(decideUpdate, {
    profile,
    patch,
    newAddressIds: await newAddressIds(context, patch),
    defaultExpiration: expirationFrom(context),
    now: context.now,
  });
  return { decision, respond: (committed: Committed) => toProfileResponse(committed(profile)) };
}
