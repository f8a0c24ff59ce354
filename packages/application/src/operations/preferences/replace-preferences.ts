import { OPERATIONS } from '@profiles/contracts';
import { decideReplacePreferences } from '@profiles/domain';
import { preferenceRuleInput } from '../../commands/preference-writes.js';
import { mutation } from '../../pipeline/use-case.js';
import { preferenceResponsesOf } from '../../responses/customer-response.js';
import { decide } from '../../tenant/decide.js';

export const replacePreferences = mutation(OPERATIONS.preferences.replace, async (input, context) => {
  const { customerNumber, preferences } = input;
  const rule = await preferenceRuleInput(context, { customerNumber, named: preferences });
  const definitions = new Map(rule.definitions.map((definition) => [definition.id, definition]));
  return {
    decision: decide(decideReplacePreferences, rule, preferences),
    respond: (committed) => ({ value: preferenceResponsesOf(committed(rule.profile), definitions) }),
  };
});
