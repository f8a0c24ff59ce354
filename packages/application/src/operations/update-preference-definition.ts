import type { OPERATIONS } from '@profiles/contracts';
import { decideUpdateDefinition } from '@profiles/domain';
import { definitionAnswer } from '../definition-answer.js';
import { present } from '../given.js';
import type { WriteUseCase } from '../use-case.js';
import { visibleDefinition } from '../visible-definition.js';

type Op = typeof OPERATIONS.preferenceDefinitions.update;

export const updatePreferenceDefinition: WriteUseCase<Op> = async (input, scene) => {
  const { preferenceId, ...patch } = input;
  const definition = await visibleDefinition(scene, preferenceId);
  const decision = decideUpdateDefinition(definition, present(patch), scene.now);
  return { decision, answer: () => definitionAnswer(decision) };
};
