import {
  type Commit,
  type ImportBlock,
  type ImportImage,
  type ImportRecord,
  type Imports,
  NO_ROWS,
  type RehearsedProfile,
  StaleRevisionError,
} from '@profiles/application';
import { type EcardOwnership, type Profile, uniqueKeysOf } from '@profiles/domain';

/** The parts of the store that the imports read. */
export interface MemoryImportSources {
  readonly profiles: ReadonlyMap<number, Profile>;
  readonly ecards: ReadonlyMap<string, EcardOwnership>;
  readonly credentials: ReadonlyMap<number, string>;
  /** The numbers from the first of the counter to the next one were assigned. */
  readonly counter: () => { readonly first: number; readonly next: number };
}

/** Imports and the register of given numbers, in memory. */
export interface MemoryImports extends Imports {
  /** @throws StaleRevisionError when something was written after it was read */
  check(commit: Commit): void;
  add(commit: Commit): void;
  /** [ERASE-1] Removes the images of erased customers. `isFinal` tells that their numbers never become free again. */
  forget(removed: readonly Profile[], isFinal: boolean): void;
  /** Whether a customer number was given by a row, so that the counter leaves it out. */
  isGiven(customerNumber: number): boolean;
}

interface Claim {
  readonly organisationId: number;
  readonly isSpent: boolean;
  readonly lastRevision?: number;
}

const keyOf = (importId: string, part: number) => `${importId}/${part}`;

export function memoryImports({ profiles, ecards, credentials, counter }: MemoryImportSources): MemoryImports {
  const records = new Map<string, ImportRecord>();
  const blocks = new Map<string, ImportBlock>();
  const images = new Map<string, ImportImage>();
  const rehearsed = new Map<string, RehearsedProfile>();
  const claims = new Map<number | string, Claim>();

  const blocksOf = (id: string, within: number) =>
    [...blocks.values()].filter(({ importId, organisationId }) => importId === id && organisationId === within);
  const imagesOf = (id: string, within: number) =>
    [...images.values()].filter(({ importId, organisationId }) => importId === id && organisationId === within);
  const isUsed = (name: number | string) =>
    typeof name === 'number' ? profiles.has(name) : [...profiles.values()].some(({ uuid }) => uuid === name);

  function isAvailable(organisationId: number, name: number | string): boolean {
    if (isUsed(name)) return false;
    const claim = claims.get(name);
    if (claim !== undefined) return claim.organisationId === organisationId && !claim.isSpent;
    const { first, next } = counter();
    return typeof name === 'string' || name < first || name >= next;
  }

  return {
    find: async (id, within) => {
      const record = records.get(id);
      return record?.organisationId === within ? record : undefined;
    },
    list: async (within, { limit, after }) =>
      [...records.values()]
        .filter(({ organisationId }) => organisationId === within)
        .sort(newestFirst)
        .filter((record) => after === undefined || newestFirst(record, after) > 0)
        .slice(0, limit),
    counts: async (id, within) => {
      const counts = { ...NO_ROWS };
      for (const { outcome } of blocksOf(id, within).flatMap(({ rows }) => rows)) counts[outcome] += 1;
      return counts;
    },
    blocks: async (id, within, numbers) => blocksOf(id, within).filter(({ block }) => numbers.includes(block)),
    lastBlock: async (id, within) =>
      blocksOf(id, within)
        .filter(({ isUndone }) => !isUndone)
        .sort((a, b) => b.block - a.block)[0],
    images: async (id, within, numbers) =>
      imagesOf(id, within).filter(({ customerNumber }) => numbers.includes(customerNumber)),
    createdBy: async (id, within, numbers) =>
      new Map(
        blocksOf(id, within)
          .flatMap(({ rows }) => rows)
          .flatMap(({ outcome, customerNumber = 0, revision = 1 }) =>
            outcome === 'created' && numbers.includes(customerNumber) ? [[customerNumber, revision] as const] : [],
          ),
      ),
    imagesOf: async (id, within, block) =>
      imagesOf(id, within).filter((image) => image.block === block && image.isDone !== true),
    rehearsed: async (id, within, keys) =>
      [...rehearsed.values()].filter(
        (one) => one.importId === id && one.organisationId === within && one.keys.some((key) => keys.includes(key)),
      ),
    holdersOf: async (within, keys) => {
      const wanted = new Set(keys);
      const own = [...profiles.values()].filter(({ organisationId }) => organisationId === within);
      return new Map(
        own.flatMap((profile) =>
          uniqueKeysOf(profile).flatMap((key) => (wanted.has(key) ? [[key, profile.customerNumber] as const] : [])),
        ),
      );
    },
    currentEcardsAmong: async (numbers) =>
      [...ecards.values()].filter((card) => card.endOfOwnership === undefined && numbers.includes(card.ecardNumber)),
    ecardsOfAll: async (numbers) => [...ecards.values()].filter((card) => numbers.includes(card.customerNumber)),
    passwordHashesOf: async (_within, numbers) =>
      new Map(
        numbers.flatMap((number) => {
          const hash = credentials.get(number);
          return hash === undefined ? [] : [[number, hash] as const];
        }),
      ),
    unavailable: async (organisationId, { customerNumbers, uuids }, claim) => {
      const refused = (name: number | string) => !isAvailable(organisationId, name);
      const lastRevisions = new Map(
        customerNumbers.flatMap((number) => {
          const { lastRevision } = claims.get(number) ?? {};
          return lastRevision === undefined ? [] : [[number, lastRevision] as const];
        }),
      );
      const result = {
        customerNumbers: customerNumbers.filter(refused),
        uuids: uuids.filter(refused),
        lastRevisions,
      };
      for (const name of claim ? [...customerNumbers, ...uuids] : [])
        if (!refused(name) && !claims.has(name)) claims.set(name, { organisationId, isSpent: false });
      return result;
    },
    profilesOf: async (within, { after = 0, changedSince = '', limit }) => {
      const found = [...profiles.values()]
        .filter((profile) => profile.organisationId === within && profile.customerNumber > after)
        .filter(({ changedAt }) => changedAt >= changedSince)
        .sort((a, b) => a.customerNumber - b.customerNumber);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { profiles: page, ...(found.length > page.length && last && { next: last.customerNumber }) };
    },
    check({ imports = {} }) {
      const { record, whileOpen, blocks: written = [] } = imports;
      if (record && records.get(record.after.id)?.version !== record.before?.version) throw new StaleRevisionError();
      if (whileOpen && records.get(whileOpen.id)?.state !== 'open') throw new StaleRevisionError();
      for (const { before, after } of written) {
        if (blocks.get(keyOf(after.importId, after.block))?.version !== before?.version) throw new StaleRevisionError();
      }
    },
    add({ imports = {} }) {
      if (imports.record) records.set(imports.record.after.id, imports.record.after);
      for (const { after } of imports.blocks ?? []) blocks.set(keyOf(after.importId, after.block), after);
      for (const image of imports.images ?? []) images.set(keyOf(image.importId, image.customerNumber), image);
      for (const one of imports.rehearsed ?? []) rehearsed.set(keyOf(one.importId, one.customerNumber), one);
      for (const { customerNumber, revision } of imports.freed ?? []) {
        const claim = claims.get(customerNumber);
        if (claim) claims.set(customerNumber, { ...claim, lastRevision: revision });
      }
      const { imagesDone } = imports;
      for (const number of imagesDone?.customerNumbers ?? []) images.delete(keyOf(imagesDone?.importId ?? '', number));
    },
    forget(removed, isFinal) {
      const numbers = new Set(removed.map(({ customerNumber }) => customerNumber));
      for (const [key, image] of images) {
        const isAbout = [image.customerNumber, ...(image.before?.relatedCustomerNumbers ?? [])];
        if (isAbout.some((number) => numbers.has(number))) images.delete(key);
      }
      for (const [key, { customerNumber }] of rehearsed) if (numbers.has(customerNumber)) rehearsed.delete(key);
      if (!isFinal) return;
      for (const name of removed.flatMap(({ customerNumber, uuid }) => [customerNumber, uuid])) {
        const claim = claims.get(name);
        if (claim) claims.set(name, { ...claim, isSpent: true });
      }
    },
    isGiven: (customerNumber) => claims.has(customerNumber),
  };
}

function newestFirst(a: Pick<ImportRecord, 'createdAt' | 'id'>, b: Pick<ImportRecord, 'createdAt' | 'id'>): number {
  return b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id);
}
