import { OPERATIONS } from '@profiles/contracts';
import { profileUpdate } from '../../commands/profile-update.js';
import { mutation } from '../../pipeline/use-case.js';

export const patchProfile = mutation(OPERATIONS.profiles.patch, profileUpdate);
