import type { OPERATIONS } from '@profiles/contracts';
import { profilesNamed, survivorsOf } from '../bulk-look-up.js';
import { customersOf } from '../customer-response.js';
import type { ReadUseCase } from '../use-case.js';
import { type Found, found } from '../visibility.js';

export const getManyProfiles: ReadUseCase<typeof OPERATIONS.profiles.getMany> = async (input, scene) => {
  const asked = (await profilesNamed(scene, input)).flatMap(({ profile }) => profile ?? []);
  const shown = new Map<number, Found>();
  const survivors = await survivorsOf(scene, asked);
  for (const profile of asked) {
    const survivor = survivors.get(profile.customerNumber);
    if (survivor === undefined || survivor.status === 'D' || shown.has(survivor.customerNumber)) continue;
    shown.set(survivor.customerNumber, found(scene, { asked: profile, survivor }));
  }
  return { value: await customersOf(scene, [...shown.values()], { includePreferences: input.includePreferences }) };
};
