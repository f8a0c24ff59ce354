import type { ErrorCode, FieldError } from '@profiles/contracts';
import type { EcardOwnership, Instant, Profile } from '@profiles/domain';

/** The number of rows by outcome. */
export type ImportCounts = Readonly<Record<RowResult, number>>;

export type RowResult = 'created' | 'updated' | 'unchanged' | 'skipped' | 'refused';

/** An import. It holds no data of customers. */
export interface ImportRecord {
  readonly id: string;
  readonly organisationId: number;
  readonly name?: string;
  readonly dryRun: boolean;
  readonly onExisting: 'refuse' | 'skip' | 'update';
  readonly events: 'each' | 'none';
  readonly state: 'open' | 'completed' | 'undone';
  readonly createdAt: Instant;
  /** Increases by one with each write of the record. */
  readonly version: number;
  /** The progress of the undo. */
  readonly undo?: UndoProgress;
}

/** [IMPORT-3] What an undo has done so far. */
export interface UndoProgress {
  readonly removed: number;
  readonly restored: number;
  readonly kept: number;
  /** Whether nothing is left to be undone. */
  readonly isDone: boolean;
}

/** The error of a refused row. It holds no personal data. */
export interface RowProblem {
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly survivor?: number;
}

/** The outcome of one row. */
export interface RowRecord {
  readonly row: number;
  readonly outcome: RowResult;
  /** Absent for a refused row without a customer, and for a number that a dry run does not assign. */
  readonly customerNumber?: number;
  readonly problem?: RowProblem;
  /** The revision that a created customer began with, where it is not 1. */
  readonly revision?: number;
}

/** The number of rows whose outcomes are stored in one record: 1 to 100 are block 0, 101 to 200 block 1 and so on. */
export const ROWS_OF_BLOCK = 100;

/** The outcomes of up to {@link ROWS_OF_BLOCK} rows, which are written in one unit of work. */
export interface ImportBlock {
  readonly importId: string;
  readonly organisationId: number;
  readonly block: number;
  readonly version: number;
  /** When the last of its rows was written. */
  readonly at: Instant;
  /** By row, ascending. */
  readonly rows: readonly RowRecord[];
  /** Whether its rows are undone. [IMPORT-3] */
  readonly isUndone?: boolean;
}

/**
 * A profile as it was before the first row of an import that changed it [IMPORT-3]. It is data of a customer: an erasure
 * removes it [ERASE-1].
 */
export interface ImportImage {
  readonly importId: string;
  readonly organisationId: number;
  readonly customerNumber: number;
  /** The block of the last row that changed the profile. */
  readonly block: number;
  /** The profile before. Absent if the import created it. */
  readonly before?: Profile;
  /** The ids of the cards that the import added. */
  readonly addedEcards: readonly string[];
  /** The revision after the last row. */
  readonly revision: number;
  readonly at: Instant;
  /** Whether the profile was changed between two rows of the import, so that it is kept. */
  readonly isKept?: boolean;
  /** Whether the undo has passed it. Set on the images of profiles that the import created. */
  readonly isDone?: boolean;
}

/**
 * [IMPORT-2] A profile as it would be after a row of a dry run. Its unique values are digests. Profile and cards are there
 * only where a later row can update them.
 */
export interface RehearsedProfile {
  readonly importId: string;
  readonly organisationId: number;
  /** Negative for a number that is not assigned yet. */
  readonly customerNumber: number;
  /** Digests of the unique values, of the number, and of the cards that are held. */
  readonly keys: readonly string[];
  readonly head: Pick<Profile, 'profileType' | 'status' | 'relatedCustomerNumbers'> & { readonly parentId?: number };
  readonly profile?: Profile;
  readonly ecards?: readonly EcardOwnership[];
}

/** The writes of an import in one unit of work. */
export interface ImportWrite {
  /** Written on the version it was read at. A change of the state ends the writes of rows. */
  readonly record?: { readonly before?: ImportRecord; readonly after: ImportRecord };
  /** The import whose state must be `open` at the time of the commit. */
  readonly whileOpen?: Pick<ImportRecord, 'id' | 'organisationId'>;
  /** Written on the version they were read at. */
  readonly blocks?: readonly { readonly before?: ImportBlock; readonly after: ImportBlock }[];
  readonly images?: readonly ImportImage[];
  readonly rehearsed?: readonly RehearsedProfile[];
  /**
   * [IMPORT-3] Given numbers of removed customers, with the revision of their last event. A customer that gets the number
   * again begins after it, so that subscribers see no revision twice.
   */
  readonly freed?: readonly { readonly customerNumber: number; readonly revision: number }[];
  /** The images that are no longer needed, by customer number. */
  readonly imagesDone?: {
    readonly importId: string;
    readonly organisationId: number;
    readonly customerNumbers: readonly number[];
  };
}

/** Customer numbers and uuids that rows give. */
export interface GivenNames {
  readonly customerNumbers: readonly number[];
  readonly uuids: readonly string[];
}

/** Names that can't be given, and the last revisions of customer numbers that were given before. */
export interface UnavailableNames extends GivenNames {
  readonly lastRevisions: ReadonlyMap<number, number>;
}

/** The position of an import among those of its organisation, the newest first. */
export type ImportPlace = Pick<ImportRecord, 'createdAt' | 'id'>;

/** Reads about imports, and the register of given numbers. All are within one organisation. */
export interface Imports {
  find(id: string, within: number): Promise<ImportRecord | undefined>;
  list(
    organisationId: number,
    stretch: { readonly limit: number; readonly after?: ImportPlace },
  ): Promise<ImportRecord[]>;
  counts(id: string, within: number): Promise<ImportCounts>;
  /** The blocks with these numbers that exist. */
  blocks(id: string, within: number, numbers: readonly number[]): Promise<ImportBlock[]>;
  /** The last block that is not undone. */
  lastBlock(id: string, within: number): Promise<ImportBlock | undefined>;
  /** The images of these customers. */
  images(id: string, within: number, customerNumbers: readonly number[]): Promise<ImportImage[]>;
  /** The customers among these that the import created, with the revision that they began with. */
  createdBy(id: string, within: number, customerNumbers: readonly number[]): Promise<Map<number, number>>;
  /** The images whose last row is in this block. */
  imagesOf(id: string, within: number, block: number): Promise<ImportImage[]>;
  /** [IMPORT-2] The profiles that a dry run would have written with one of these digests, the earlier ones first. */
  rehearsed(id: string, within: number, keys: readonly string[]): Promise<RehearsedProfile[]>;
  /** The holders of unique keys (see `uniqueKeysOf`) of an organisation. */
  holdersOf(organisationId: number, keys: readonly string[]): Promise<Map<string, number>>;
  /** [CARD-1] The current ownerships of these card numbers, whichever organisation their owners belong to. */
  currentEcardsAmong(ecardNumbers: readonly number[]): Promise<EcardOwnership[]>;
  /** Every ownership of these customers. */
  ecardsOfAll(customerNumbers: readonly number[]): Promise<EcardOwnership[]>;
  /** The password hashes of these customers. */
  passwordHashesOf(organisationId: number, customerNumbers: readonly number[]): Promise<Map<number, string>>;
  /**
   * [IMPORT-1] Those of the names that the organisation can't give: they are in use, were in use, or were or will be
   * assigned. `claim` reserves the others for the organisation, forever.
   */
  unavailable(organisationId: number, names: GivenNames, claim: boolean): Promise<UnavailableNames>;
  /** A part of the profiles of an organisation, by number. */
  profilesOf(organisationId: number, stretch: ProfileStretch): Promise<ProfilePart>;
}

/** A part of the profiles of an organisation, by customer number. */
export interface ProfileStretch {
  readonly after?: number | undefined;
  /** Only profiles that were changed at this instant or later. */
  readonly changedSince?: Instant | undefined;
  readonly limit: number;
}

/** Profiles by number, and the number that the next part follows. */
export interface ProfilePart {
  readonly profiles: readonly Profile[];
  /** Absent when no profile follows. */
  readonly next?: number;
}
