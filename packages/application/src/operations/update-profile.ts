import type { OPERATIONS } from '@profiles/contracts';
import { type AddressInUpdate, decideUpdate, type ProfilePatch } from '@profiles/domain';
import { profileAnswer } from '../customer-response.js';
import { expirationFrom } from '../expiration.js';
import { present } from '../given.js';
import type { WriteUseCase } from '../use-case.js';
import { writable } from '../visibility.js';

export const updateProfile: WriteUseCase<typeof OPERATIONS.profiles.update> = async (input, scene) => {
  const profile = await writable(scene, input.customerNumber);
  const decision = decideUpdate({
    profile,
    patch: patchFrom(input),
    defaultExpiration: expirationFrom(scene),
    now: scene.now,
  });
  return { decision, answer: (committed) => profileAnswer(committed(profile)) };
};

type Input = Parameters<typeof updateProfile>[0];

/** The part of the input that changes the profile. The deprecated customerAccountId is accepted and not stored. */
function patchFrom(input: Input): ProfilePatch {
  const { customerNumber, changedBy, changedByChannel, customerAccountId, postalAddresses, ...fields } = input;
  const { languagePreferenceISO6393, ...patch } = present(fields);
  return {
    ...patch,
    ...(languagePreferenceISO6393 !== undefined && {
      languagePreferenceISO6393: languagePreferenceISO6393 ?? 'NOB',
    }),
    ...(postalAddresses && {
      postalAddresses: postalAddresses.map((address) => present(address) as AddressInUpdate),
    }),
  };
}
