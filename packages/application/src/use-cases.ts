import type { Operations } from '@profiles/contracts';
import { addEcard } from './operations/add-ecard.js';
import { createProfile } from './operations/create-profile.js';
import { deactivateProfile } from './operations/deactivate-profile.js';
import { findProfiles } from './operations/find-profiles.js';
import { getProfile } from './operations/get-profile.js';
import { getProfileByCustomerReference } from './operations/get-profile-by-customer-reference.js';
import { getProfileByEcard } from './operations/get-profile-by-ecard.js';
import { getProfileByUuid } from './operations/get-profile-by-uuid.js';
import { mergeProfiles } from './operations/merge-profiles.js';
import { restoreProfile } from './operations/restore-profile.js';
import { updateEcard } from './operations/update-ecard.js';
import { updateProfile } from './operations/update-profile.js';
import type { ReadUseCase, WriteUseCase } from './use-case.js';

/** One use case per operation; the compiler names a missing one, and one of the wrong kind. */
type UseCases = {
  readonly [G in keyof Operations]: {
    readonly [M in keyof Operations[G]]: Operations[G][M] extends { kind: 'query' }
      ? ReadUseCase<Operations[G][M]>
      : WriteUseCase<Operations[G][M]>;
  };
};

export const USE_CASES: UseCases = {
  profiles: {
    find: findProfiles,
    create: createProfile,
    getByUuid: getProfileByUuid,
    get: getProfile,
    update: updateProfile,
    getByEcard: getProfileByEcard,
    deactivate: deactivateProfile,
    restore: restoreProfile,
    getByCustomerReference: getProfileByCustomerReference,
    merge: mergeProfiles,
  },
  ecards: {
    add: addEcard,
    update: updateEcard,
  },
};
