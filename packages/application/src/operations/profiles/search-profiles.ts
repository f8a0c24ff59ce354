import { OPERATIONS } from '@profiles/contracts';
import { query, type UseCaseContext } from '../../pipeline/use-case.js';
import type { ProfileCriteria } from '../../ports/lookups.js';
import { customersOf, pageOf } from '../../responses/lookup-response.js';
import { criteriaFrom } from '../../search/search-criteria-from.js';
import { cursorAfter, placeAtCursor } from '../../search/search-cursor.js';

export const searchProfiles = query(OPERATIONS.profiles.search, async (input, context) => {
  const { sortBy: by, sortDirection: direction, perPage, page } = input;
  const criteria = criteriaFrom(input, context);
  const order = { by, direction };
  const walk = { criteria, order, digest: context.ids.digest };
  const began = input.cursor === undefined ? undefined : placeAtCursor(input.cursor, walk);
  if (criteria === undefined) return { value: { items: [], ...totals(0, input) } };

  const total = await totalOf(criteria, { input, context, known: began?.total });
  const profiles = await context.store.showing(input).find({
    ...criteria,
    order,
    ...(total !== undefined && { matches: total }),
    // One more than asked for tells whether there is a next page.
    limit: perPage + 1,
    ...(began === undefined ? { skip: page * perPage } : { after: began.place }),
  });
  const shown = profiles.slice(0, perPage);
  const last = shown.at(-1);
  const includes = { includePersonnelTicket: true, includePreferences: input.includePreferences };
  const items = await customersOf(
    context,
    shown.map((profile) => context.store.discloseAsItself(profile)),
    includes,
  );
  return {
    value: pageOf(items, {
      ...totals(total, input),
      ...(profiles.length > perPage && last !== undefined && { nextCursor: cursorAfter(last, total, walk) }),
    }),
  };
});

interface Counting {
  readonly input: { readonly includeTotal: boolean };
  readonly context: UseCaseContext;
  /** The total that the cursor holds. */
  readonly known: number | undefined;
}

/** Counts the matches once, for a response with a total. Without a total the store estimates them where it has to. */
async function totalOf(criteria: ProfileCriteria, { input, context, known }: Counting): Promise<number | undefined> {
  return known ?? (input.includeTotal ? context.store.count(criteria) : undefined);
}

function totals(totalItems: number | undefined, { includeTotal, perPage }: { includeTotal: boolean; perPage: number }) {
  return includeTotal && totalItems !== undefined ? { totalItems, totalPages: Math.ceil(totalItems / perPage) } : {};
}
