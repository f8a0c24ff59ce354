import { OPERATIONS } from '@profiles/contracts';
import { query, type UseCaseContext } from '../../pipeline/use-case.js';
import type { ProfileCriteria } from '../../ports/lookups.js';
import { customersOf, pageOf } from '../../responses/lookup-response.js';
import { criteriaFrom } from '../../search/search-criteria-from.js';
import { cursorAfter, type Matches, placeAtCursor } from '../../search/search-cursor.js';

export const searchProfiles = query(OPERATIONS.profiles.search, async (input, context) => {
  const { sortBy: by, sortDirection: direction, perPage, page } = input;
  const criteria = criteriaFrom(input, context);
  const order = { by, direction };
  const walk = { criteria, order, digest: context.ids.digest };
  const began = input.cursor === undefined ? undefined : placeAtCursor(input.cursor, walk);
  if (criteria === undefined) return { value: { items: [], ...totals(0, input) } };

  const matches = await matchesOf(criteria, { input, context, known: began?.matches });
  const profiles = await context.store.showing(input).find({
    ...criteria,
    order,
    matches: matches.known,
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
      ...totals(matches.known, input),
      ...(profiles.length > perPage && last !== undefined && { nextCursor: cursorAfter(last, matches, walk) }),
    }),
  };
});

/** With more matches than this, a page is read without looking at all of them. */
const ENOUGH_TO_WALK = 10_000;

interface Counting {
  readonly input: { readonly includeTotal: boolean };
  readonly context: UseCaseContext;
  /** What the cursor says. */
  readonly known: Matches | undefined;
}

/** Counts the matches: all of them for a response with a total, otherwise as many as the store needs to know. */
async function matchesOf(criteria: ProfileCriteria, { input, context, known }: Counting): Promise<Matches> {
  if (known !== undefined && (known.areAll || !input.includeTotal)) return known;
  if (input.includeTotal) return { known: await context.store.count(criteria), areAll: true };
  return { known: await context.store.count(criteria, ENOUGH_TO_WALK), areAll: false };
}

function totals(totalItems: number, { includeTotal, perPage }: { includeTotal: boolean; perPage: number }) {
  return includeTotal ? { totalItems, totalPages: Math.ceil(totalItems / perPage) } : {};
}
