import {
  type Changes,
  decideUndoCreations,
  decideUndoUpdate,
  type EcardOwnership,
  isAsImported,
  type Profile,
  uniqueKeysOf,
} from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { ImportBlock, ImportImage, ImportRecord, ImportWrite } from '../ports/imports.js';

/** The decision about the rows of one block. */
interface UndoneBlock {
  readonly changes: Changes;
  readonly imports: ImportWrite;
  readonly counts: { readonly removed: number; readonly restored: number; readonly kept: number };
}

/** The stored data of the customers of a block. */
interface Stored {
  readonly profiles: ReadonlyMap<number, Profile>;
  readonly ecards: readonly EcardOwnership[];
  readonly survivors: readonly Profile[];
  /** The holders of the unique keys that updated profiles had before. */
  readonly holders: ReadonlyMap<string, number>;
}

/** [IMPORT-3] Undoes the rows of one block: profiles that it updated last are restored, those that it created removed. */
export async function undoBlock(
  context: UseCaseContext,
  record: ImportRecord,
  block: ImportBlock,
): Promise<UndoneBlock> {
  const { imports } = context.store;
  const created = createdIn(block);
  const [images, earlier] = await Promise.all([
    imports.imagesOf(record, block.block),
    imports.images(record, [...created.keys()]),
  ]);
  // A created profile that later rows updated is undone with the last of them.
  const passed = new Set(earlier.map(({ customerNumber }) => customerNumber));
  const toRemove = [
    ...[...created]
      .filter(([number]) => !passed.has(number))
      .map(([customerNumber, revision]) => ({ customerNumber, revision, at: block.at })),
    ...images.filter(({ before, isKept }) => before === undefined && !isKept),
  ];
  const toRestore = images.filter(({ before, isKept }) => before !== undefined && !isKept);
  const stored = await storedOf(context, [...toRemove, ...toRestore]);
  const removed = removable(toRemove, stored);
  const restored = toRestore.flatMap((image) => restoredFrom(image, stored) ?? []);
  const gone = new Set(removed.map(({ customerNumber }) => customerNumber));
  const creations = decideUndoCreations({
    profiles: removed,
    ecards: stored.ecards.filter(({ customerNumber }) => gone.has(customerNumber)),
    survivors: stored.survivors,
  });
  const existing = [...toRemove, ...toRestore].filter(({ customerNumber }) => stored.profiles.has(customerNumber));
  const keptBefore = images.filter(({ isKept }) => isKept);
  const kept = keptBefore.length + existing.length - removed.length - restored.length;
  return {
    changes: {
      profiles: [...creations.changes.profiles, ...restored.flatMap(({ profiles }) => profiles)],
      ecards: [...(creations.changes.ecards ?? []), ...restored.flatMap(({ ecards }) => ecards ?? [])],
    },
    counts: { removed: removed.length, restored: restored.length, kept },
    imports: { ...writesOf(record, block, images), ...freedBy(removed) },
  };
}

/** The customers that rows of a block created, with the revision that they began with. */
function createdIn({ rows }: ImportBlock): Map<number, number> {
  return new Map(
    rows.flatMap(({ outcome, customerNumber, revision = 1 }) =>
      outcome === 'created' && customerNumber !== undefined ? [[customerNumber, revision] as const] : [],
    ),
  );
}

/** The numbers that can be given again, with the revision of the event of their removal. */
function freedBy(removed: readonly Profile[]): Pick<ImportWrite, 'freed'> {
  if (removed.length === 0) return {};
  return { freed: removed.map(({ customerNumber, revision }) => ({ customerNumber, revision: revision + 1 })) };
}

function writesOf(
  { id: importId, organisationId }: ImportRecord,
  block: ImportBlock,
  images: readonly ImportImage[],
): ImportWrite {
  const withData = images.filter(({ before }) => before !== undefined).map(({ customerNumber }) => customerNumber);
  const created = images.filter(({ before }) => before === undefined);
  return {
    blocks: [{ before: block, after: { ...block, version: block.version + 1, isUndone: true } }],
    ...(created.length > 0 && { images: created.map((image) => ({ ...image, isDone: true })) }),
    ...(withData.length > 0 && { imagesDone: { importId, organisationId, customerNumbers: withData } }),
  };
}

interface Named {
  readonly customerNumber: number;
  readonly before?: Profile;
}

async function storedOf({ store }: UseCaseContext, named: readonly Named[]): Promise<Stored> {
  const { imports } = store;
  const numbers = named.map(({ customerNumber }) => customerNumber);
  const keys = named.flatMap(({ before }) => (before === undefined ? [] : uniqueKeysOf(before)));
  const [profiles, ecards, holders] = await Promise.all([
    imports.profiles(numbers),
    imports.ecardsOfAll(numbers),
    imports.holdersOf([...new Set(keys)]),
  ]);
  return {
    profiles: new Map(profiles.map((profile) => [profile.customerNumber, profile])),
    ecards,
    holders,
    survivors: await imports.survivorsOf(profiles),
  };
}

/** The profiles that are as the import created them, and that no profile stays merged into. */
function removable(
  states: readonly { readonly customerNumber: number; readonly revision: number; readonly at: string }[],
  { profiles }: Stored,
): Profile[] {
  const candidates = states.flatMap((state) => {
    const profile = profiles.get(state.customerNumber);
    return profile && isAsImported(profile, state) ? [profile] : [];
  });
  const gone = new Set(candidates.map(({ customerNumber }) => customerNumber));
  return candidates.filter(({ relatedCustomerNumbers }) => relatedCustomerNumbers.every((number) => gone.has(number)));
}

/** The change that restores a profile; none if it was changed since, or if a key that it had is taken. */
function restoredFrom(image: ImportImage, { profiles, ecards, holders }: Stored): Changes | undefined {
  const { customerNumber, before, addedEcards } = image;
  const profile = profiles.get(customerNumber);
  if (profile === undefined || before === undefined || !isAsImported(profile, image)) return undefined;
  const isTaken = uniqueKeysOf(before).some((key) => (holders.get(key) ?? customerNumber) !== customerNumber);
  if (isTaken) return undefined;
  const added = ecards.filter((card) => card.customerNumber === customerNumber && addedEcards.includes(card.id));
  const decision = decideUndoUpdate({ profile, before, addedEcards: added });
  return decision.outcome === 'accepted' ? decision.changes : undefined;
}
