import type { OPERATIONS } from '@profiles/contracts';
import { duplicateSearches, duplicatesAmong } from '@profiles/domain';
import { foundAsAsked, readable } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';

/** The most candidates that one search brings: who shares a value with more has it from no person. */
const MAX_PER_SEARCH = 50;

export const suggestDuplicates: ReadUseCase<typeof OPERATIONS.profiles.suggestDuplicates> = async (input, scene) => {
  const profile = await readable(scene, input.customerNumber);
  const { organisationId } = profile;
  const found = await Promise.all(
    duplicateSearches(profile).map((terms) =>
      scene.store.find({ organisationId, terms, includeTemporary: true, limit: MAX_PER_SEARCH }),
    ),
  );
  const told = duplicatesAmong(found.flat(), profile).slice(0, input.maxResultSet);
  return {
    value: told.map(({ profile: candidate, score, reasons }) => {
      const { customerNumber, profileType } = foundAsAsked(scene, candidate).survivor;
      return { customerNumber, profileType, score, reasons: [...reasons] };
    }),
  };
};
