import { OPERATIONS } from '@profiles/contracts';
import { query } from '../../pipeline/use-case.js';

export const listPreferenceDefinitions = query(
  OPERATIONS.preferenceDefinitions.list,
  async (input, { store, call }) => ({
    value: await store.preferenceDefinitionsOf(input.organisationId ?? call.caller.organisationId, {
      after: input.after,
      limit: input.perPage,
    }),
  }),
);
