import type { OPERATIONS } from '@profiles/contracts';
import { visibleDefinition } from '../../loading/visible-definition.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';

type Op = typeof OPERATIONS.preferenceDefinitions.get;

export const getPreferenceDefinition: ReadUseCase<Op> = async (input, scene) => ({
  value: await visibleDefinition(scene, input.preferenceId),
});
