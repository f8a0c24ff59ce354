import type { OPERATIONS } from '@profiles/contracts';
import { customerResponseOf } from '../customer-response.js';
import { searchTermsFrom } from '../search-terms-from.js';
import type { ReadUseCase } from '../use-case.js';

export const findProfiles: ReadUseCase<typeof OPERATIONS.profiles.find> = async (input, { call, store }) => {
  const terms = searchTermsFrom(input);
  if (terms === undefined) return { value: [] };
  const profiles = await store.find({
    organisationId: input.organisationId ?? call.caller.organisationId,
    terms,
    includeTemporary: input.includeTemporary ?? false,
    limit: input.maxResultSet,
  });
  const includes = { includePersonnelTicket: true, includePreferences: input.includePreferences };
  return { value: profiles.map((profile) => customerResponseOf(profile, includes)) };
};
