import { accept } from './accept.js';
import { type Decision, type Rejected, Rejection, reject } from './decision.js';
import type { EcardOwnership } from './ecard.js';
import { currentAmong } from './ecard-ownership.js';
import { type ImportedLists, type RowScene, withLists } from './import-row.js';
import type { Profile } from './profile.js';
import { isMerged, refusalOfWrite } from './redirection.js';
import { RowFaults } from './row-faults.js';
import { same } from './same.js';
import { EMPTY_NAME, type StoredRow, storedRowOf } from './stored-row.js';
import { type ProfilePatch, updatedProfile } from './update-profile.js';

/** The update of a customer by a row. */
export interface ImportUpdate {
  readonly profile: Profile;
  /** The profile that its number leads to: itself unless it was merged. */
  readonly survivor: Profile;
  readonly ecards: readonly EcardOwnership[];
  /** The fields of the row, as an update takes them. */
  readonly patch: ProfilePatch;
  readonly lists: ImportedLists & { readonly createdBy?: string };
  /** The survivor that the row names, if it names one. */
  readonly mergedInto?: number;
  readonly scene: RowScene;
}

/**
 * [IMPORT-1] Updates a customer by the rules of update-profile. The items of lists are added unless an equal one exists. A
 * row that says what is stored changes nothing, whatever the status of the profile.
 */
export function decideImportUpdate(command: ImportUpdate): Decision {
  const { profile, survivor, ecards, scene } = command;
  const codes = new Map([...scene.definitions.values()].map(({ id, preferenceCode }) => [id, preferenceCode]));
  const stored = storedRowOf(profile, { ecards, survivor, codeOf: (id) => codes.get(id) });
  const lists = newItems(command.lists, stored);
  if (isStored(command, stored, lists)) return accept({ profiles: [] });
  const refusal = refusalOf(command);
  if (refusal) return refusal;
  const faults = new RowFaults();
  const added = withLists(profile, { row: lists, scene, faults }, { currentEcards: currentAmong(ecards).length });
  const updated = updatedProfile({ ...command.scene, profile: added.profile, patch: command.patch });
  if ('outcome' in updated) faults.add(updated);
  else faults.addTakenKeys(updated, scene.isKeyTaken);
  const rejection = faults.rejection();
  if (rejection) return rejection;
  if ('outcome' in updated) return updated;
  return accept({ profiles: [{ before: profile, after: updated }], ecards: added.ecards });
}

function refusalOf({ profile, survivor, mergedInto }: ImportUpdate): Rejected | undefined {
  const refusal = refusalOfWrite(profile, survivor);
  if (refusal) return refusal;
  if (mergedInto === undefined) return undefined;
  const message = 'The customer exists and was not merged. Merge it with connect-profile or merge-profiles.';
  return reject(Rejection.MergeRefused, { path: 'mergedInto', message });
}

const LISTS = ['ecardOwnerships', 'preferences', 'customerAccounts', 'personnelTickets', 'notes'] as const;

/** The items of a row that the profile does not have. */
function newItems(lists: ImportUpdate['lists'], stored: StoredRow): ImportUpdate['lists'] {
  const left: Record<string, unknown> = lists.createdBy === undefined ? {} : { createdBy: lists.createdBy };
  for (const list of LISTS) {
    const held: readonly unknown[] = stored[list] ?? [];
    const added = (lists[list] ?? []).filter((item) => !held.some((one) => isEqual(list, item, one)));
    if (added.length > 0) left[list] = added;
  }
  return left as ImportUpdate['lists'];
}

/** A note is equal without the times that its row does not give. */
function isEqual(list: (typeof LISTS)[number], item: object, held: unknown): boolean {
  if (list === 'customerAccounts') return (item as Account).accountId === (held as Account).accountId;
  if (list !== 'notes') return same(item, held);
  return Object.entries(item).every(([field, value]) => (held as Record<string, unknown>)[field] === value);
}

interface Account {
  readonly accountId: string;
}

/** Whether everything that a row says of a profile is stored. */
function isStored(
  { profile, survivor, patch, mergedInto }: ImportUpdate,
  stored: StoredRow,
  lists: ImportedLists,
): boolean {
  if (LISTS.some((list) => lists[list] !== undefined)) return false;
  if (mergedInto !== undefined && (!isMerged(profile) || mergedInto !== survivor.customerNumber)) return false;
  const { postalAddresses = [], ...fields } = patch;
  const held = stored as unknown as Readonly<Record<string, unknown>>;
  const isHeld = Object.entries(fields).every(([field, value]) => same(emptied(value), emptied(held[field])));
  return (
    isHeld && postalAddresses.every((address) => stored.postalAddresses?.some((one) => same(without(address), one)))
  );
}

/** An empty name is stored as such, and a row has a placeholder for it. */
function emptied(value: unknown): unknown {
  return value === null || value === '' || value === EMPTY_NAME ? undefined : value;
}

function without(address: object): object {
  const { countryCode, ...others } = address as { countryCode?: string | null };
  return {
    ...Object.fromEntries(Object.entries(others).filter(([, value]) => value != null)),
    countryCode: countryCode ?? 'NOR',
  };
}
