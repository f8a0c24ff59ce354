import { OPERATIONS } from '@profiles/contracts';
import { decideDeletePreference } from '@profiles/domain';
import { writable } from '../../loading/visibility.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const deletePreference = mutation(OPERATIONS.preferences.delete, async (input, context) => {
  const profile = await writable(context, input.customerNumber);
  return {
    decision: decide(decideDeletePreference, profile, input.preferenceId),
    respond: () => ({ value: undefined }),
  };
});
