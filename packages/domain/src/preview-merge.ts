import { type Changes, type Rejected, reject } from './decision.js';
import { decideConnect, decideMerge, type MergeProfiles } from './merge-profiles.js';
import type { Belongings, MergeRecord, PostalAddress, Profile } from './profile.js';
import { rejectionOfTakenKey, uniqueKeysOf } from './uniqueness.js';

/** The outcome that a merge or connect of two profiles would have. */
export interface MergePreview {
  /** The operation that joins a source of this type to a target. */
  readonly operation: 'merge-profiles' | 'connect-profile';
  /** `done` if the source is merged into the target already. */
  readonly outcome: 'possible' | 'done' | 'refused';
  /** The reason if it is refused. */
  readonly refusal?: Rejected;
  readonly moves: Belongings;
  /** [TAKE-1] The single-valued fields of the target that would change, with the options of the preview. */
  readonly takes: readonly TakenField[];
  readonly conflicts: readonly MergeConflict[];
  /** All customer numbers that would redirect to the target. */
  readonly relatedCustomerNumbers: readonly number[];
}

/** A single-valued field of the target before and after the merge. */
export interface TakenField {
  readonly field: string;
  /** Absent if the field would be cleared, such as the timestamp of a verification that the source lacks. */
  readonly source?: unknown;
  /** The target's own value, which the source's would replace. Absent if it has none. */
  readonly target?: unknown;
}

/** A value of the source that the target would not take: it keeps its own, or stays without. */
export interface MergeConflict {
  readonly field: string;
  /** The preference, if the field is the list of preferences. */
  readonly preferenceId?: number;
  readonly source: unknown;
  readonly target?: unknown;
}

const NOTHING: Belongings = { ecards: [], customerAccounts: [], personnelTickets: [], notes: [], preferences: [] };

/**
 * [PREVIEW-1] Previews a merge or a connect, from the decision of its rule: the items that move, the fields that are taken,
 * the conflicts, or the refusal. The type of the source tells which of the two operations it is.
 *
 * `others` are the profiles whose email or username is the source's email. A `T` source holds its email together with them,
 * so a merge that takes it is refused [UNIQ-1].
 */
export function previewMerge(command: MergeProfiles, others: readonly Profile[] = []): MergePreview {
  const { source, target } = command;
  const operation = source.profileType === 'P' ? 'merge-profiles' : 'connect-profile';
  const decision = operation === 'merge-profiles' ? decideMerge(command) : decideConnect(command);
  const { relatedCustomerNumbers } = target;
  const untouched = { operation, moves: NOTHING, takes: [], conflicts: [], relatedCustomerNumbers } as const;
  if (decision.outcome === 'rejected') return { ...untouched, outcome: 'refused', refusal: decision };
  const [sourceAfter, targetAfter] = [source, target].map((party) => afterOf(party, decision.changes));
  if (sourceAfter?.mergeRecord === undefined || targetAfter === undefined) return { ...untouched, outcome: 'done' };
  const taken = takenKeyOf(
    targetAfter,
    others.filter((other) => ![source, target].some((party) => party.customerNumber === other.customerNumber)),
  );
  if (taken !== undefined) return { ...untouched, outcome: 'refused', refusal: reject(rejectionOfTakenKey(taken)) };
  const { ecards, customerAccounts, personnelTickets, notes, preferences } = sourceAfter.mergeRecord;
  return {
    operation,
    outcome: 'possible',
    moves: { ecards, customerAccounts, personnelTickets, notes, preferences },
    takes: takesOf(sourceAfter.mergeRecord, targetAfter),
    conflicts: conflictsOf(sourceAfter, targetAfter),
    relatedCustomerNumbers: targetAfter.relatedCustomerNumbers,
  };
}

/** A unique value of this profile that one of the others holds. */
function takenKeyOf(profile: Profile, others: readonly Profile[]): string | undefined {
  const held = new Set(others.flatMap(uniqueKeysOf));
  return uniqueKeysOf(profile).find((key) => held.has(key));
}

function afterOf({ customerNumber }: Profile, { profiles }: Changes): Profile | undefined {
  return profiles.find(({ after }) => after?.customerNumber === customerNumber)?.after;
}

function takesOf({ replacedValues = {} }: MergeRecord, targetAfter: Profile): TakenField[] {
  const after = targetAfter as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(replacedValues).map(([field, target]) => ({
    field,
    ...(after[field] !== undefined && { source: after[field] }),
    ...(target !== null && target !== '' && { target }),
  }));
}

/** The single-valued fields in which two profiles can differ. */
const SINGLE = [
  ...(['surname', 'firstName', 'email', 'username', 'vippsId', 'countryCode'] as const),
  ...(['telephoneNumberNoCountryCode', 'landlineNumber', 'dateOfBirth', 'nationality'] as const),
  ...(['languagePreferenceISO6393', 'invoiceOrganisationId'] as const),
];

/** The values that the source keeps after the merge and that differ from the target's. */
function conflictsOf(source: Profile, target: Profile): MergeConflict[] {
  return [
    ...SINGLE.flatMap((field) => conflict({ field }, source[field], target[field])),
    ...source.preferences.flatMap(({ preferenceId, preferenceValue }) => {
      const held = target.preferences.find((preference) => preference.preferenceId === preferenceId);
      return conflict({ field: 'preferences', preferenceId }, preferenceValue, held?.preferenceValue);
    }),
    ...addressConflict(source, target),
  ];
}

type Where = Pick<MergeConflict, 'field' | 'preferenceId'>;

function conflict(where: Where, source: string | undefined, target: string | undefined): MergeConflict[] {
  if (source === undefined || source === '' || source === target) return [];
  return [{ ...where, source, ...(target !== undefined && { target }) }];
}

/** Addresses do not move. An address that the target has too is no conflict. */
function addressConflict(source: Profile, target: Profile): MergeConflict[] {
  const known = new Set(target.postalAddresses.map(placeOf));
  const left = source.postalAddresses.filter((address) => !known.has(placeOf(address)));
  return left.length === 0 ? [] : [{ field: 'postalAddresses', source: left, target: target.postalAddresses }];
}

function placeOf({ addressLine1, addressLine2, postCode, town, countryCode }: PostalAddress): string {
  return JSON.stringify([addressLine1, addressLine2, postCode, town, countryCode]);
}
