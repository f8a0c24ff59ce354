import type { OPERATIONS } from '@profiles/contracts';
import type { ProfileSummary } from '@profiles/domain';
import { profilesNamed, survivorsOf } from '../../loading/bulk-lookup.js';
import { sightFor } from '../../loading/lookup-scope.js';
import { type Found, found } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { customersOf } from '../../responses/customer-response.js';

export const getManyProfiles: ReadUseCase<typeof OPERATIONS.profiles.getMany> = async (input, scene) => {
  const sight = sightFor(scene, input);
  const asked = (await profilesNamed(sight, input)).flatMap(({ profile }) => profile ?? []);
  const shown = new Map<number, Found<ProfileSummary>>();
  const survivors = await survivorsOf(sight, asked);
  for (const profile of asked) {
    const survivor = survivors.get(profile.customerNumber);
    if (survivor === undefined || survivor.status === 'D' || shown.has(survivor.customerNumber)) continue;
    shown.set(survivor.customerNumber, found(scene, { asked: profile, survivor }));
  }
  return { value: await customersOf(scene, [...shown.values()], { includePreferences: input.includePreferences }) };
};
