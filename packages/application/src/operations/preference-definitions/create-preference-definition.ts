import { OPERATIONS } from '@profiles/contracts';
import { decideCreateDefinition } from '@profiles/domain';
import { mutation } from '../../pipeline/use-case.js';
import { toDefinitionResponse } from '../../responses/definition-response.js';
import { decide } from '../../tenant/decide.js';

export const createPreferenceDefinition = mutation(
  OPERATIONS.preferenceDefinitions.create,
  async (input, { call, store, now }) => {
    const { organisationId = call.caller.organisationId, ...fields } = input;
    const decision = decide(decideCreateDefinition, {
      fields,
      organisationId,
      others: await store.preferenceDefinitionsOf(organisationId),
      id: await store.nextPreferenceId(),
      now,
    });
    return { decision, respond: () => toDefinitionResponse(decision) };
  },
);
