import { cursorFrom, OPERATIONS } from '@profiles/contracts';
import { requireFound } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { changePositionFrom, MAX_PAGE_CHARACTERS, pageOfChanges } from '../../responses/change-pages.js';
import { toChangeResponse } from '../../responses/change-response.js';

export const listChanges = query(OPERATIONS.profiles.listChanges, async (input, context) => {
  const { cursor, perPage } = input;
  const position = cursor === undefined ? undefined : changePositionFrom(cursor);
  // A deactivated customer has a history too.
  const { survivor } = await requireFound(await context.store.byCustomerNumber(input.customerNumber));
  const numbers = [survivor.customerNumber, ...survivor.relatedCustomerNumbers];
  const { items, next } = await pageOfChanges({
    position,
    maxItems: perPage,
    maxCharacters: MAX_PAGE_CHARACTERS,
    read: (stretch) => context.store.changesOf(survivor, stretch),
    respond: (record) => toChangeResponse(record, numbers),
  });
  return { value: { items: [...items], ...(next !== undefined && { nextCursor: cursorFrom(next) }) } };
});
