import { OPERATIONS } from '@profiles/contracts';
import { query } from '../../pipeline/use-case.js';
import { customersOf } from '../../responses/customer-response.js';
import { criteriaFrom } from '../../search/search-criteria-from.js';
import { cursorAfter, placeAtCursor } from '../../search/search-cursor.js';

export const searchProfiles = query(OPERATIONS.profiles.search, async (input, context) => {
  const { sortBy: by, sortDirection: direction, perPage, page } = input;
  const criteria = criteriaFrom(input, context);
  const order = { by, direction };
  const walk = { criteria, order, digest: context.ids.digest };
  const began = input.cursor === undefined ? undefined : placeAtCursor(input.cursor, walk);
  if (criteria === undefined) return { value: { items: [], totalItems: 0, totalPages: 0 } };

  const totalItems = began?.totalItems ?? (await context.store.count(criteria));
  const profiles = await context.store.showing(input).find({
    ...criteria,
    order,
    matches: totalItems,
    // One more than asked for tells whether there is a next page.
    limit: perPage + 1,
    ...(began === undefined ? { skip: page * perPage } : { after: began.place }),
  });
  const shown = profiles.slice(0, perPage);
  const last = shown.at(-1);
  const includes = { includePersonnelTicket: true, includePreferences: input.includePreferences };
  return {
    value: {
      items: await customersOf(
        context,
        shown.map((profile) => context.store.discloseAsItself(profile)),
        includes,
      ),
      totalItems,
      totalPages: Math.ceil(totalItems / perPage),
      ...(profiles.length > perPage && last !== undefined && { nextCursor: cursorAfter(last, totalItems, walk) }),
    },
  };
});
