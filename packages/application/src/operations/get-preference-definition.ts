import type { OPERATIONS } from '@profiles/contracts';
import type { ReadUseCase } from '../use-case.js';
import { visibleDefinition } from '../visible-definition.js';

type Op = typeof OPERATIONS.preferenceDefinitions.get;

export const getPreferenceDefinition: ReadUseCase<Op> = async (input, scene) => ({
  value: await visibleDefinition(scene, input.preferenceId),
});
