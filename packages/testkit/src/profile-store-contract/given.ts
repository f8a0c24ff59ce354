import type { EcardOwnership, Profile } from '@profiles/domain';
import { aProfile, mergedPair, nextRevision } from '../profile-fixture.js';
import type { StoreScene } from './store-under-test.js';

/** A profile that is not stored yet, under a number of its own. */
export async function unsaved(scene: StoreScene, fields: Partial<Profile> = {}): Promise<Profile> {
  const customerNumber = await scene.store.nextCustomerNumber();
  return aProfile({ customerNumber, organisationId: scene.organisationId, ...fields });
}

/** A stored profile. */
export async function saved(scene: StoreScene, fields: Partial<Profile> = {}): Promise<Profile> {
  const profile = await unsaved(scene, fields);
  await scene.commit({ profiles: [{ after: profile }] });
  return profile;
}

/** The profile as it is after a committed change. */
export async function changed(scene: StoreScene, before: Profile, fields: Partial<Profile>): Promise<Profile> {
  const after = nextRevision(before, fields);
  await scene.commit({ profiles: [{ before, after }] });
  return after;
}

/** Merges two stored profiles and gives both back as they are now. */
export async function merged(scene: StoreScene, source: Profile, target: Profile) {
  const after = mergedPair(source, target);
  await scene.commit({
    profiles: [
      { before: source, after: after.source },
      { before: target, after: after.target },
    ],
  });
  return after;
}

export async function savedEcard(scene: StoreScene, ecard: EcardOwnership): Promise<EcardOwnership> {
  await scene.commit({ ecards: [{ after: ecard }] });
  return ecard;
}

let lastCard = Math.floor(Math.random() * 8_000_000_000);

/** A card number that no other test has. */
export function newCardNumber(): number {
  return ++lastCard;
}

/** The events of one customer, oldest first. */
export async function eventsOf(scene: StoreScene, { customerNumber }: Profile) {
  return (await scene.outbox()).filter(({ data }) => data.customerNumber === customerNumber);
}
