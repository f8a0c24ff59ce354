import { cursorFrom, OPERATIONS, type OutputOf, partsOfCursor } from '@profiles/contracts';
import type { Profile } from '@profiles/domain';
import { requireFound } from '../../loading/visibility.js';
import { query, type UseCaseContext } from '../../pipeline/use-case.js';
import type { AccessPlace, AccessRecord } from '../../ports/access-log.js';
import {
  changePositionFrom,
  charactersOf,
  MAX_PAGE_CHARACTERS,
  pageOfChanges,
  unknownCursor,
} from '../../responses/change-pages.js';
import { toChangeResponse } from '../../responses/change-response.js';
import { customerValue } from '../../responses/lookup-response.js';
import type { Visible } from '../../tenant/visible.js';

type Page = Pick<OutputOf<typeof OPERATIONS.profiles.export>, 'profiles' | 'changes' | 'accesses'>;

const EVERYTHING = { includeECards: true, includePersonnelTicket: true, includePreferences: true, includeNotes: true };
/** Maximum changes, and maximum recorded reads, of one page. */
const MAX_RECORDS = 1_000;
/** Profiles that are read at once. */
const PROFILES_READ = 10;

/** The parts of an export, in their order, and the position within one. */
type Position = readonly [part: 'profiles' | 'changes' | 'accesses', ...place: unknown[]];

/** One page of an export while it is filled. */
interface Filling {
  readonly context: UseCaseContext;
  readonly survivor: Visible<Profile>;
  readonly page: { -readonly [K in keyof Page]: Page[K] };
  charactersLeft: number;
}

/** Fills a page with one part of the export. Returns the position of the next page when this one is full. */
type Part = (filling: Filling, place: readonly unknown[]) => Promise<Position | undefined>;

/**
 * An export is a sequence of profiles, changes and recorded reads, divided into pages of bounded length. Almost every person
 * fits on the first one.
 */
export const exportProfile = query(OPERATIONS.profiles.export, async (input, context) => {
  const [first, ...place] = input.cursor === undefined ? (['profiles'] as const) : positionFrom(input.cursor);
  // A deactivated customer can be exported too: a person may see all data held about them.
  const { survivor } = await requireFound(await context.store.byCustomerNumber(input.customerNumber));
  const page = { profiles: [], changes: [], accesses: [] };
  const filling: Filling = { context, survivor, page, charactersLeft: MAX_PAGE_CHARACTERS };
  let next: Position | undefined;
  const names = Object.keys(PARTS) as (keyof typeof PARTS)[];
  for (const name of names.slice(names.indexOf(first))) {
    next = filling.charactersLeft > 0 ? await PARTS[name](filling, name === first ? place : []) : [name];
    if (next !== undefined) break;
  }
  const { customerNumber, organisationId, revision } = survivor;
  return {
    value: {
      ...{ exportedAt: context.now, customerNumber, organisationId, ...filling.page },
      ...(next !== undefined && { nextCursor: cursorFrom(next) }),
    },
    revision,
  };
});

const addProfiles: Part = async (filling, [start = 0]) => {
  const { context, survivor, page } = filling;
  const count = 1 + survivor.relatedCustomerNumbers.length;
  let index = Number(start);
  while (index < count) {
    for (const profile of await context.store.profilesOfPerson(survivor, { start: index, count: PROFILES_READ })) {
      const exported = await exportedProfile(context, profile);
      filling.charactersLeft -= charactersOf(exported);
      page.profiles.push(exported);
    }
    index += PROFILES_READ;
    if (filling.charactersLeft <= 0 && index < count) return ['profiles', index];
  }
  return undefined;
};

const addChanges: Part = async (filling, place) => {
  const { context, survivor, page, charactersLeft } = filling;
  const numbers = [survivor.customerNumber, ...survivor.relatedCustomerNumbers];
  const { items, next } = await pageOfChanges({
    position: place.length === 0 ? undefined : changePositionFrom(place),
    maxItems: MAX_RECORDS,
    maxCharacters: charactersLeft,
    read: (stretch) => context.store.changesOf(survivor, stretch),
    respond: (record) => toChangeResponse(record, numbers),
  });
  page.changes = [...items];
  filling.charactersLeft -= charactersOf(items);
  return next === undefined ? undefined : ['changes', ...next];
};

const addAccesses: Part = async ({ context, survivor, page }, place) => {
  const after = place.length === 0 ? undefined : accessPlaceFrom(place);
  const stretch = { limit: MAX_RECORDS + 1, ...(after !== undefined && { after }) };
  const accesses = await context.store.accessesOf(survivor, stretch);
  page.accesses = accesses.slice(0, MAX_RECORDS) as AccessRecord[];
  const last = page.accesses.at(-1);
  return accesses.length > MAX_RECORDS && last !== undefined ? ['accesses', last.at, last.id] : undefined;
};

const PARTS = { profiles: addProfiles, changes: addChanges, accesses: addAccesses };

async function exportedProfile(context: UseCaseContext, profile: Visible<Profile>): Promise<Page['profiles'][number]> {
  return {
    customer: await customerValue(context, context.store.discloseAsItself(profile), EVERYTHING),
    hasPassword: (await context.store.passwordHashOf(profile)) !== undefined,
    ...(profile.distinctFrom !== undefined && { distinctFrom: [...profile.distinctFrom] }),
    ...(profile.setAside !== undefined && { setAside: profile.setAside }),
  };
}

function positionFrom(cursor: string): Position {
  const [part, ...place] = partsOfCursor(cursor);
  if (part === 'changes' || part === 'accesses') return [part, ...place];
  if (part === 'profiles' && (place[0] === undefined || Number.isSafeInteger(place[0]))) return [part, ...place];
  throw unknownCursor('an export');
}

function accessPlaceFrom([at, id]: readonly unknown[]): AccessPlace {
  if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof id === 'string') return { at, id };
  throw unknownCursor('an export');
}
