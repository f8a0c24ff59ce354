import { OPERATIONS } from '@profiles/contracts';
import { visibleDefinition } from '../../loading/visible-definition.js';
import { query } from '../../pipeline/use-case.js';

export const getPreferenceDefinition = query(OPERATIONS.preferenceDefinitions.get, async (input, context) => ({
  value: await visibleDefinition(context, input.preferenceId),
}));
