import type { OPERATIONS } from '@profiles/contracts';
import { decideUpdateDefinition } from '@profiles/domain';
import { definitionAnswer } from '../../responses/definition-response.js';
import { present } from '../../commands/given.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { visibleDefinition } from '../../loading/visible-definition.js';

type Op = typeof OPERATIONS.preferenceDefinitions.update;

export const updatePreferenceDefinition: WriteUseCase<Op> = async (input, scene) => {
  const { preferenceId, ...patch } = input;
  const definition = await visibleDefinition(scene, preferenceId);
  const decision = decideUpdateDefinition(definition, present(patch), scene.now);
  return { decision, answer: () => definitionAnswer(decision) };
};
