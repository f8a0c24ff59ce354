import type { OPERATIONS } from '@profiles/contracts';
import type { ReadUseCase } from '../../pipeline/use-case.js';

type Op = typeof OPERATIONS.preferenceDefinitions.list;

export const listPreferenceDefinitions: ReadUseCase<Op> = async (input, { store, call }) => ({
  value: await store.preferenceDefinitionsOf(input.organisationId ?? call.caller.organisationId),
});
