import { OPERATIONS, ProfilesError } from '@profiles/contracts';
import { requireFound } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import type { ChangePlace } from '../../ports/change-records.js';
import { toChangeResponse } from '../../responses/change-response.js';
import { cursorFrom, partsOfCursor } from '../../responses/cursor.js';

export const listChanges = query(OPERATIONS.profiles.listChanges, async (input, context) => {
  const { cursor, perPage } = input;
  const after = cursor === undefined ? undefined : placeAt(cursor);
  // A deactivated customer has a history too.
  const { survivor } = await requireFound(await context.store.byCustomerNumber(input.customerNumber));
  const numbers = [survivor.customerNumber, ...survivor.relatedCustomerNumbers];
  // One more than requested tells whether there is a next page.
  const stretch = { limit: perPage + 1, ...(after !== undefined && { after }) };
  const changes = await context.store.changesOf(survivor, stretch);
  const shown = changes.slice(0, perPage);
  const last = shown.at(-1);
  return {
    value: {
      items: shown.map((change) => toChangeResponse(change, numbers)),
      ...(changes.length > perPage &&
        last !== undefined && { nextCursor: cursorFrom([last.at, last.revision, last.customerNumber]) }),
    },
  };
});

function placeAt(cursor: string): ChangePlace {
  const [at, revision, customerNumber] = partsOfCursor(cursor);
  if (typeof at === 'string' && Number.isSafeInteger(revision) && Number.isSafeInteger(customerNumber)) {
    return { at, revision: Number(revision), customerNumber: Number(customerNumber) };
  }
  const message = 'Not the nextCursor of a list of changes.';
  throw new ProfilesError(400, { detail: `cursor: ${message}`, errors: [{ path: 'cursor', message }] });
}
