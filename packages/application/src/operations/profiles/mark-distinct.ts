import { OPERATIONS } from '@profiles/contracts';
import { decideMarkDistinct } from '@profiles/domain';
import { profilePair } from '../../loading/profile-pair.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const markDistinct = mutation(OPERATIONS.profiles.markDistinct, async (input, context) => ({
  decision: decide(decideMarkDistinct, await profilePair(context, input)),
  respond: () => ({ value: undefined }),
}));
