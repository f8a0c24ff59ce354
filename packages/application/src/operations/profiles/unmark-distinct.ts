import { OPERATIONS } from '@profiles/contracts';
import { decideUnmarkDistinct } from '@profiles/domain';
import { profilePair } from '../../loading/profile-pair.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const unmarkDistinct = mutation(OPERATIONS.profiles.unmarkDistinct, async (input, context) => ({
  decision: decide(decideUnmarkDistinct, await profilePair(context, input)),
  respond: () => ({ value: undefined }),
}));
