import { OPERATIONS } from '@profiles/contracts';
import { requireFound } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { toChangeResponse } from '../../responses/change-response.js';
import { toLookupResponse } from '../../responses/customer-response.js';

const EVERYTHING = { includeECards: true, includePersonnelTicket: true, includePreferences: true, includeNotes: true };

export const exportProfile = query(OPERATIONS.profiles.export, async (input, context) => {
  const { store, now } = context;
  // Deactivated customers included: a person may see all data held about them.
  const { survivor } = await requireFound(await store.byCustomerNumber(input.customerNumber));
  const { mergedIn } = await store.wholePerson(survivor);
  const all = [survivor, ...mergedIn];
  const numbers = all.map(({ customerNumber }) => customerNumber);
  const profiles = await Promise.all(
    all.map(async (profile) => ({
      customer: (await toLookupResponse(context, context.store.discloseAsItself(profile), EVERYTHING)).value,
      hasPassword: (await store.passwordHashOf(profile)) !== undefined,
      ...(profile.setAside !== undefined && { setAside: profile.setAside }),
    })),
  );
  const changes = await store.changesOf(survivor);
  const accesses = await store.accessesOf(survivor);
  const { customerNumber, organisationId, revision } = survivor;
  return {
    value: {
      ...{ exportedAt: now, customerNumber, organisationId, profiles },
      changes: changes.map((change) => toChangeResponse(change, numbers)),
      accesses,
    },
    revision,
  };
});
