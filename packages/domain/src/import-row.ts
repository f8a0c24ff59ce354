import { type CreateProfile, decideCreate } from './create-profile.js';
import { decideAddAccount } from './customer-accounts.js';
import { deactivatedProfile } from './deactivate-profile.js';
import { type Decision, type EcardChange, type InputError, type Rejected, Rejection, reject } from './decision.js';
import type { EcardFields, EcardOwnership } from './ecard.js';
import { decideAddEcard } from './ecard-ownership.js';
import type { Instant } from './instant.js';
import { excessOf } from './list-limits.js';
import { decideAddTicket } from './personnel-tickets.js';
import type { PreferenceDefinition } from './preference-types.js';
import { decideReplacePreferences } from './preferences.js';
import type { CustomerAccount, MergeRecord, Note, PersonnelTicket, Profile } from './profile.js';
import { RowFaults } from './row-faults.js';

/** A note of a row: its author and its times are kept. */
export type ImportedNote = Pick<Note, 'text'> & Partial<Omit<Note, 'text' | 'id'>>;

/** A preference of a row, by the code of its definition. */
export interface ImportedPreference {
  readonly preferenceCode: string;
  readonly preferenceValue: string;
}

/** The lists of a row. Their items have no ids. */
export interface ImportedLists {
  readonly ecardOwnerships?: readonly EcardFields[];
  readonly preferences?: readonly ImportedPreference[];
  readonly customerAccounts?: readonly Pick<CustomerAccount, 'accountId' | 'name'>[];
  readonly personnelTickets?: readonly Omit<PersonnelTicket, 'id'>[];
  readonly notes?: readonly ImportedNote[];
}

/** A validated row of an import that creates a customer. */
export interface ImportedCustomer extends Omit<CreateProfile, 'organisationId'>, ImportedLists {
  readonly status?: 'A' | 'P' | 'D';
  readonly createdAt?: Instant;
  readonly changedAt?: Instant;
  readonly changedBy?: string;
  readonly changedByChannel?: string;
  readonly lastSignInAt?: Instant;
  readonly lastSignInFrom?: string;
  /** The email of a deactivated customer; the same as its email. */
  readonly emailOld?: string;
  /** Null: none. Absent: the email. [UNIQ-3] */
  readonly username?: string | null;
}

/** The stored state that a row is decided on. */
export interface RowScene {
  readonly organisationId: number;
  readonly now: Instant;
  /** When a deactivated profile expires if its row names no date. */
  readonly defaultExpiration: Instant;
  /** The definitions of the organisation, by code. */
  readonly definitions: ReadonlyMap<string, PreferenceDefinition>;
  /** [CARD-1] Whether any customer of any organisation holds the card now. */
  readonly isCardHeld: (card: Pick<EcardOwnership, 'ecardOperator' | 'ecardNumber'>) => boolean;
  /** Whether another profile of the organisation holds a unique key (see `uniqueKeysOf`). */
  readonly isKeyTaken: (key: string) => boolean;
  /** New ids for cards, tickets and notes. */
  readonly newId: () => string;
  /** New ids for postal addresses, at least one for each of the row. */
  readonly newAddressIds: readonly number[];
}

/** The creation of an imported customer. */
export interface ImportCreate {
  readonly row: ImportedCustomer;
  readonly customerNumber: number;
  /** The revision that it begins with: 1, or more for a number that was given before. */
  readonly revision: number;
  readonly uuid: string;
  /** The profile that this one was merged into, if it was. It leads to no other one. */
  readonly survivor?: Profile;
  readonly scene: RowScene;
  /** The errors in the names of the row: they are reported together with all other errors. */
  readonly refusals?: readonly Rejected[];
}

/**
 * [IMPORT-1] Creates a customer from a row: by the rules of a creation, then of each item of its lists, then of its status.
 * A refusal names every error. The times and authors of the row are kept.
 */
export function decideImportCreate(command: ImportCreate): Decision {
  const { row, customerNumber, revision, uuid, scene, survivor, refusals = [] } = command;
  const { now, newAddressIds, organisationId } = scene;
  const faults = new RowFaults();
  for (const refusal of refusals) faults.add(refusal);
  const email = row.email ?? row.emailOld;
  const birth = { customerNumber, uuid, at: now, newAddressIds };
  const created = decideCreate({ ...row, organisationId, ...(email !== undefined && { email }) }, birth).changes
    .profiles[0]?.after as Profile;
  const named = withUsername(created, row.username);
  const lists = withLists(named, { row, scene, faults });
  const status = withStatus(lists.profile, { row, survivor, scene, faults });
  const profile: Profile = {
    ...status,
    preferences: status.preferences.map((entry) => ({ ...entry, entryId: `${customerNumber}.${revision}` })),
    revision,
    createdAt: row.createdAt ?? now,
    changedAt: row.changedAt ?? now,
    changedBy: row.changedBy ?? row.createdBy,
    changedByChannel: row.changedByChannel ?? row.createdByChannel,
    ...(row.lastSignInAt !== undefined && { lastSignInAt: row.lastSignInAt }),
    ...(row.lastSignInFrom !== undefined && { lastSignInFrom: row.lastSignInFrom }),
  };
  faults.addTakenKeys(profile, scene.isKeyTaken);
  const excess = excessOf(profile);
  if (excess) faults.add(excess);
  const survivorAfter = survivor && withMerged(survivor, profile, faults);
  const rejection = faults.rejection();
  if (rejection) return rejection;
  return {
    outcome: 'accepted',
    changes: {
      profiles: [
        { after: profile, ...(survivor && { relatedCustomerNumber: survivor.customerNumber }) },
        ...(survivorAfter ? [{ before: survivor, after: survivorAfter, isRecordOnly: true }] : []),
      ],
      ecards: lists.ecards,
    },
  };
}

function withUsername(profile: Profile, username: ImportedCustomer['username']): Profile {
  if (username === undefined) return profile;
  const { username: _email, ...others } = profile;
  return username === null ? others : { ...others, username };
}

interface Adding {
  readonly row: ImportedLists & { readonly createdBy?: string };
  readonly scene: RowScene;
  readonly faults: RowFaults;
}

/** The profile with the items of a row, by the rules of the operations that add them. */
export function withLists(
  start: Profile,
  { row, scene, faults }: Adding,
  { currentEcards = 0 }: { readonly currentEcards?: number } = {},
): { profile: Profile; ecards: EcardChange[] } {
  const { now, newId } = scene;
  let profile = start;
  const step = (decision: Decision, path: string): EcardChange[] => {
    if (decision.outcome === 'rejected') {
      faults.add(decision, path);
      return [];
    }
    profile = decision.changes.profiles[0]?.after ?? profile;
    return [...(decision.changes.ecards ?? [])];
  };
  for (const [index, { accountId, name }] of (row.customerAccounts ?? []).entries()) {
    if (start.customerAccounts.some((account) => account.accountId === accountId)) continue;
    const fields = { accountId, ...(name !== undefined && { name }) };
    step(decideAddAccount(profile, fields, now), `customerAccounts.${index}.accountId`);
  }
  for (const [index, ticket] of (row.personnelTickets ?? []).entries()) {
    step(decideAddTicket(profile, { id: newId(), ...ticket }), `personnelTickets.${index}`);
  }
  if (row.preferences !== undefined && row.preferences.length > 0) {
    profile = withPreferences(profile, row.preferences, { scene, faults });
  }
  if (row.notes !== undefined && row.notes.length > 0) {
    profile = { ...profile, notes: [...profile.notes, ...row.notes.map((note) => noteOf(note, { row, scene }))] };
  }
  const ecards: EcardChange[] = [];
  let current = currentEcards;
  for (const [index, fields] of (row.ecardOwnerships ?? []).entries()) {
    const isCurrent = fields.endOfOwnership === undefined;
    const isHeld = isCurrent && (scene.isCardHeld(fields) || ecards.some(({ after }) => isSameCard(after, fields)));
    const command = { owner: profile, fields, isHeld, currentEcards: current, id: newId(), now };
    ecards.push(...step(decideAddEcard(command), `ecardOwnerships.${index}`));
    if (isCurrent) current += 1;
  }
  return { profile, ecards };
}

function isSameCard(held: EcardOwnership | undefined, fields: EcardFields): boolean {
  return (
    held?.endOfOwnership === undefined &&
    held?.ecardOperator === fields.ecardOperator &&
    held.ecardNumber === fields.ecardNumber
  );
}

function withPreferences(
  profile: Profile,
  given: readonly ImportedPreference[],
  { scene, faults }: Pick<Adding, 'scene' | 'faults'>,
): Profile {
  const { definitions, now } = scene;
  // An unknown code gets a negative id of its own, which is refused.
  const values = given.map(({ preferenceCode, preferenceValue }, index) => ({
    preferenceId: definitions.get(preferenceCode)?.id ?? -index - 1,
    preferenceValue,
  }));
  const kept = profile.preferences.filter(({ preferenceId }) =>
    values.every((value) => value.preferenceId !== preferenceId),
  );
  const known = withoutInactive([...definitions.values()], kept);
  const decision = decideReplacePreferences({ profile, definitions: known, now }, [...values, ...kept]);
  if (decision.outcome === 'rejected') {
    faults.add(decision, 'preferences', byCode);
    return profile;
  }
  return decision.changes.profiles[0]?.after ?? profile;
}

/** An error about a preference by its code: a row has no ids of preferences. */
function byCode({ path, message }: InputError): InputError {
  return {
    path: path.replace(/preferenceId$/, 'preferenceCode'),
    message: message.replace(/There is no preference -\d+\./, 'There is no preference with this code.'),
  };
}

/** A value that the profile holds already is not judged again: its definition may have become inactive. */
function withoutInactive(
  definitions: readonly PreferenceDefinition[],
  kept: readonly { readonly preferenceId: number }[],
): PreferenceDefinition[] {
  const held = new Set(kept.map(({ preferenceId }) => preferenceId));
  return definitions.map((definition) => (held.has(definition.id) ? { ...definition, isActive: true } : definition));
}

function noteOf(note: ImportedNote, { row, scene }: Pick<Adding, 'row' | 'scene'>): Note {
  const createdAt = note.createdAt ?? scene.now;
  const createdBy = note.createdBy ?? row.createdBy ?? '';
  return {
    id: scene.newId(),
    text: note.text,
    createdAt,
    createdBy,
    changedAt: note.changedAt ?? createdAt,
    changedBy: note.changedBy ?? createdBy,
  };
}

interface Becoming {
  readonly row: ImportedCustomer;
  readonly survivor: Profile | undefined;
  readonly scene: RowScene;
  readonly faults: RowFaults;
}

/** The profile in the status of its row: passive, merged or deactivated. */
function withStatus(profile: Profile, { row, survivor, scene, faults }: Becoming): Profile {
  const { now, defaultExpiration } = scene;
  if (survivor !== undefined) {
    const mergeRecord: MergeRecord = {
      ...{ target: survivor.customerNumber, mergedAt: row.changedAt ?? now },
      ...{ ecards: [], customerAccounts: [], personnelTickets: [], notes: [], preferences: [] },
    };
    return { ...profile, status: 'P', parentId: survivor.customerNumber, mergeRecord };
  }
  if (row.status === 'P') return { ...profile, status: 'P' };
  if (row.status !== 'D') return profile;
  const { expirationDate, ...others } = profile;
  const command = { profile: others, defaultExpiration, now, ...(expirationDate !== undefined && { expirationDate }) };
  const deactivated = deactivatedProfile(command);
  if (!('outcome' in deactivated)) return deactivated;
  faults.add(deactivated, 'status');
  return profile;
}

/** [MERGE-1] [IMPORT-1] The survivor with the number of an imported profile. It is no change of the survivor. */
function withMerged(survivor: Profile, { customerNumber }: Profile, faults: RowFaults): Profile {
  if (survivor.profileType !== 'S')
    faults.add(
      reject(Rejection.MergeRefused, { message: 'A customer is merged into a standard customer alone.' }),
      'mergedInto',
    );
  const after: Profile = {
    ...survivor,
    relatedCustomerNumbers: [...survivor.relatedCustomerNumbers, customerNumber],
    importedMerges: (survivor.importedMerges ?? 0) + 1,
  };
  const excess = excessOf(after, survivor);
  if (excess) faults.add(excess, 'mergedInto');
  return after;
}

/** The refusal of a row whose survivor is unknown. */
export function unknownSurvivor(): Rejected {
  return reject(Rejection.NotFound, {
    path: 'mergedInto',
    message: 'There is no such customer. Send the row of the survivor before those that were merged into it.',
  });
}
