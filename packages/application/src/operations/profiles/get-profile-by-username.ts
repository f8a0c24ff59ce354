import { OPERATIONS } from '@profiles/contracts';
import { comparable, holderOf } from '@profiles/domain';
import { notFound } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/lookup-response.js';

export const getProfileByUsername = query(OPERATIONS.profiles.getByUsername, async (input, context) => {
  const { organisationId, username, includeDeleted } = input;
  const candidates = await context.store.showing(input).byLogin(organisationId, comparable(username));
  const visible = candidates.filter((profile) => profile.status !== 'D' || includeDeleted);
  const holder = holderOf(visible, username);
  if (holder === undefined) throw notFound();
  return toLookupResponse(context, context.store.discloseAsItself(holder), input);
});
