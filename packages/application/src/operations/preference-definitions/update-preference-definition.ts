import { OPERATIONS } from '@profiles/contracts';
import { decideUpdateDefinition } from '@profiles/domain';
import { present } from '../../commands/given.js';
import { visibleDefinition } from '../../loading/visible-definition.js';
import { mutation } from '../../pipeline/use-case.js';
import { toDefinitionResponse } from '../../responses/definition-response.js';
import { decide } from '../../tenant/decide.js';

export const updatePreferenceDefinition = mutation(OPERATIONS.preferenceDefinitions.update, async (input, context) => {
  const { preferenceId, ...patch } = input;
  const definition = await visibleDefinition(context, preferenceId);
  const { store, now } = context;
  const changesCode = (patch.preferenceCode ?? definition.preferenceCode) !== definition.preferenceCode;
  const changesType = (patch.preferenceType ?? definition.preferenceType) !== definition.preferenceType;
  const decision = decide(decideUpdateDefinition, {
    definition,
    patch: present(patch),
    others: changesCode ? await store.preferenceDefinitionsOf(definition.organisationId) : [],
    isHeld: changesType && (await store.isPreferenceHeld(definition)),
    now,
  });
  return { decision, respond: () => toDefinitionResponse(decision, definition) };
});
