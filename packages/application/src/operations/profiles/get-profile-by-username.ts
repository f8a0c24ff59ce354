import type { OPERATIONS } from '@profiles/contracts';
import { comparable, holderOf } from '@profiles/domain';
import { sightFor } from '../../loading/lookup-scope.js';
import { foundAsAsked, notFound } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/customer-response.js';

type Op = typeof OPERATIONS.profiles.getByUsername;

export const getProfileByUsername: ReadUseCase<Op> = async (input, scene) => {
  const { organisationId, username, includeDeleted } = input;
  const candidates = await sightFor(scene, input).store.byLogin(organisationId, comparable(username));
  const visible = candidates.filter((profile) => profile.status !== 'D' || includeDeleted);
  const holder = holderOf(visible, username);
  if (holder === undefined) throw notFound();
  return toLookupResponse(scene, foundAsAsked(scene, holder), input);
};
