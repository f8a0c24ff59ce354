import type { OPERATIONS } from '@profiles/contracts';
import { decideUpdateDefinition } from '@profiles/domain';
import { present } from '../../commands/given.js';
import { visibleDefinition } from '../../loading/visible-definition.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { toDefinitionResponse } from '../../responses/definition-response.js';

type Op = typeof OPERATIONS.preferenceDefinitions.update;

export const updatePreferenceDefinition: WriteUseCase<Op> = async (input, scene) => {
  const { preferenceId, ...patch } = input;
  const definition = await visibleDefinition(scene, preferenceId);
  const decision = decideUpdateDefinition(definition, present(patch), scene.now);
  return { decision, answer: () => toDefinitionResponse(decision) };
};
