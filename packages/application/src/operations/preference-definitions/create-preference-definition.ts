import type { OPERATIONS } from '@profiles/contracts';
import { decideCreateDefinition } from '@profiles/domain';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toDefinitionResponse } from '../../responses/definition-response.js';

type Op = typeof OPERATIONS.preferenceDefinitions.create;

export const createPreferenceDefinition: WriteUseCase<Op> = async (input, { call, store, now }) => {
  const { organisationId = call.caller.organisationId, ...fields } = input;
  const decision = decideCreateDefinition(fields, { id: await store.nextPreferenceId(), organisationId, at: now });
  return { decision, answer: () => toDefinitionResponse(decision) };
};
