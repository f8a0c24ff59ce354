import { OPERATIONS } from '@profiles/contracts';
import { decideUpdatePreference } from '@profiles/domain';
import { preferenceRuleInput, toPreferenceResponse } from '../../commands/preference-writes.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const updatePreference = mutation(OPERATIONS.preferences.update, async (input, context) => {
  const { customerNumber, ...value } = input;
  const rule = await preferenceRuleInput(context, { customerNumber, named: [value] });
  return {
    decision: decide(decideUpdatePreference, rule, value),
    respond: toPreferenceResponse(rule, value.preferenceId),
  };
});
