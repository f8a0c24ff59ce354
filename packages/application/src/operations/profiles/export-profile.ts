import type { OPERATIONS } from '@profiles/contracts';
import { foundAsAsked, seen } from '../../loading/visibility.js';
import { wholePerson } from '../../loading/whole-person.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { changeToldTo } from '../../responses/change-response.js';
import { toLookupResponse } from '../../responses/customer-response.js';

const EVERYTHING = { includeECards: true, includePersonnelTicket: true, includePreferences: true, includeNotes: true };

export const exportProfile: ReadUseCase<typeof OPERATIONS.profiles.export> = async (input, scene) => {
  const { store, now } = scene;
  // A deactivated customer too: what is kept of a person is told to that person.
  const { survivor } = await seen(scene, await store.byCustomerNumber(input.customerNumber));
  const { mergedIn } = await wholePerson(store, survivor);
  const all = [survivor, ...mergedIn];
  const numbers = all.map(({ customerNumber }) => customerNumber);
  const profiles = await Promise.all(
    all.map(async (profile) => ({
      customer: (await toLookupResponse(scene, foundAsAsked(scene, profile), EVERYTHING)).value,
      hasPassword: (await store.passwordHashOf(profile.customerNumber)) !== undefined,
      ...(profile.setAside !== undefined && { setAside: profile.setAside }),
    })),
  );
  const changes = await store.changesOf(numbers);
  const accesses = await store.accessesOf(numbers);
  const { customerNumber, organisationId, revision } = survivor;
  return {
    value: {
      ...{ exportedAt: now, customerNumber, organisationId, profiles },
      changes: changes.map((change) => changeToldTo(numbers, change)),
      accesses,
    },
    revision,
  };
};
