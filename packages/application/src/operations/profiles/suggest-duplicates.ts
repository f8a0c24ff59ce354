import { OPERATIONS } from '@profiles/contracts';
import { duplicateSearches, duplicatesAmong } from '@profiles/domain';
import { readable } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';

/** The largest number of candidates per search: a value shared by more profiles identifies no person. */
const MAX_PER_SEARCH = 50;

export const suggestDuplicates = query(OPERATIONS.profiles.suggestDuplicates, async (input, context) => {
  const profile = await readable(context, input.customerNumber);
  const { organisationId } = profile;
  const found = await Promise.all(
    duplicateSearches(profile).map((terms) =>
      context.store.find({ organisationId, terms, includeTemporary: true, limit: MAX_PER_SEARCH }),
    ),
  );
  const told = duplicatesAmong(found.flat(), profile).slice(0, input.maxResultSet);
  return {
    value: told.map(({ profile: candidate, score, reasons }) => {
      const { customerNumber, profileType } = context.store.discloseAsItself(candidate).survivor;
      return { customerNumber, profileType, score, reasons: [...reasons] };
    }),
  };
});
