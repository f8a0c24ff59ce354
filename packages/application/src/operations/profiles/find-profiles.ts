import type { OPERATIONS } from '@profiles/contracts';
import { sightFor } from '../../loading/lookup-scope.js';
import { foundAsAsked } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { customersOf } from '../../responses/customer-response.js';
import { criteriaFrom } from '../../search/search-criteria-from.js';

export const findProfiles: ReadUseCase<typeof OPERATIONS.profiles.find> = async (input, scene) => {
  const criteria = criteriaFrom(input, scene);
  if (criteria === undefined) return { value: [] };
  const profiles = await sightFor(scene, input).store.find({ ...criteria, limit: input.maxResultSet });
  const includes = { includePersonnelTicket: true, includePreferences: input.includePreferences };
  return {
    value: await customersOf(
      scene,
      profiles.map((profile) => foundAsAsked(scene, profile)),
      includes,
    ),
  };
};
