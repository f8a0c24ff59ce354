import type { OPERATIONS } from '@profiles/contracts';
import { decideReplacePreferences } from '@profiles/domain';
import { preferenceScene } from '../../commands/preference-writes.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';
import { preferenceResponsesOf } from '../../responses/customer-response.js';

export const replacePreferences: WriteUseCase<typeof OPERATIONS.preferences.replace> = async (input, scene) => {
  const { customerNumber, preferences } = input;
  const rule = await preferenceScene(scene, { customerNumber, named: preferences });
  const definitions = new Map(rule.definitions.map((definition) => [definition.id, definition]));
  return {
    decision: decideReplacePreferences(rule, preferences),
    answer: (committed) => ({ value: preferenceResponsesOf(committed(rule.profile), definitions) }),
  };
};
