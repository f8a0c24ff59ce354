import { OPERATIONS } from '@profiles/contracts';
import { decideCreatePreference } from '@profiles/domain';
import { preferenceRuleInput, toPreferenceResponse } from '../../commands/preference-writes.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const createPreference = mutation(OPERATIONS.preferences.create, async (input, context) => {
  const { customerNumber, ...value } = input;
  const rule = await preferenceRuleInput(context, { customerNumber, named: [value] });
  return {
    decision: decide(decideCreatePreference, rule, value),
    respond: toPreferenceResponse(rule, value.preferenceId),
  };
});
