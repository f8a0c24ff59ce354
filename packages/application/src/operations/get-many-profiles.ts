import type { OPERATIONS } from '@profiles/contracts';
import { answersTo, isMerged, type Profile } from '@profiles/domain';
import { customersOf } from '../customer-response.js';
import type { ReadUseCase, Scene } from '../use-case.js';
import { type Found, found } from '../visibility.js';

export const getManyProfiles: ReadUseCase<typeof OPERATIONS.profiles.getMany> = async (input, scene) => {
  const asked = await askedFor(scene, input);
  const shown = new Map<number, Found>();
  const survivors = await survivorsOf(scene, asked);
  for (const profile of asked) {
    const survivor = survivors.get(profile.customerNumber);
    if (survivor === undefined || survivor.status === 'D' || shown.has(survivor.customerNumber)) continue;
    shown.set(survivor.customerNumber, found(scene, { asked: profile, survivor }));
  }
  return { value: await customersOf(scene, [...shown.values()], { includePreferences: input.includePreferences }) };
};

type Input = Parameters<typeof getManyProfiles>[0];

/** The profiles named, in the order of the request; those of other organisations do not exist. */
async function askedFor({ store, call }: Scene, { customerNumbers, customerReferences }: Input): Promise<Profile[]> {
  const { organisationId } = call.caller;
  if (customerNumbers?.length) {
    const profiles = await store.byCustomerNumbers([...new Set(customerNumbers)]);
    const own = profiles.filter((profile) => profile.organisationId === organisationId);
    return inOrder(customerNumbers, own, (profile) => profile.customerNumber);
  }
  const references = customerReferences ?? [];
  const profiles = await store.byCustomerRefs(organisationId, [...new Set(references)]);
  return inOrder(references, profiles, (profile) => profile.customerRef);
}

function inOrder<K>(order: readonly K[], profiles: readonly Profile[], keyOf: (profile: Profile) => K): Profile[] {
  const byKey = new Map(profiles.map((profile) => [keyOf(profile), profile]));
  return order.flatMap((key) => byKey.get(key) ?? []);
}

/** Which profile answers for each number. Those of the merged ones are looked up together. */
async function survivorsOf({ store }: Scene, profiles: readonly Profile[]): Promise<Map<number, Profile>> {
  const merged = [...new Set(profiles.filter(isMerged).map((profile) => profile.customerNumber))];
  const survivors = merged.length === 0 ? [] : await store.survivorsOf(merged);
  const byNumber = new Map(profiles.filter((p) => !isMerged(p)).map((profile) => [profile.customerNumber, profile]));
  for (const survivor of survivors) {
    for (const number of survivor.relatedCustomerNumbers)
      if (answersTo(survivor, number)) byNumber.set(number, survivor);
  }
  return byNumber;
}
