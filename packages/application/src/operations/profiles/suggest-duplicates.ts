import { OPERATIONS } from '@profiles/contracts';
import { duplicatesAmong } from '@profiles/domain';
import { readable } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';

export const suggestDuplicates = query(OPERATIONS.profiles.suggestDuplicates, async (input, context) => {
  const profile = await readable(context, input.customerNumber);
  const candidates = await context.store.duplicateCandidates(profile);
  const told = duplicatesAmong(candidates, profile).slice(0, input.maxResultSet);
  return {
    value: told.map(({ profile: candidate, score, reasons }) => {
      const { customerNumber, profileType } = context.store.discloseAsItself(candidate).survivor;
      return { customerNumber, profileType, score, reasons: [...reasons] };
    }),
  };
});
