import type { Changes, Rejected } from './decision.js';
import { decideConnect, decideMerge, type MergeProfiles } from './merge-profiles.js';
import type { Belongings, PostalAddress, Profile } from './profile.js';

/** What joining two profiles would come to. */
export interface MergePreview {
  /** The operation that joins a source of this type to a target. */
  readonly operation: 'merge-profiles' | 'connect-profile';
  /** `done` when the source was merged into the target already. */
  readonly outcome: 'possible' | 'done' | 'refused';
  /** Why not, when it is refused. */
  readonly refusal?: Rejected;
  readonly moves: Belongings;
  readonly conflicts: readonly MergeConflict[];
  /** All numbers that would lead to the target. */
  readonly relatedCustomerNumbers: readonly number[];
}

/** What the source has and the target would not take over: the target's own stands, or it goes on without. */
export interface MergeConflict {
  readonly field: string;
  /** Which preference, where the field is a list of them. */
  readonly preferenceId?: number;
  readonly source: unknown;
  readonly target?: unknown;
}

const NOTHING: Belongings = { ecards: [], customerAccounts: [], personnelTickets: [], notes: [], preferences: [] };

/**
 * [PREVIEW-1] Tells what a merge or a connect would do, by letting the rule decide and reading its decision: what
 * moves, what does not, or why it is refused. Which of the two it would be, the type of the source says.
 */
export function previewMerge(command: MergeProfiles): MergePreview {
  const { source, target } = command;
  const operation = source.profileType === 'P' ? 'merge-profiles' : 'connect-profile';
  const decision = operation === 'merge-profiles' ? decideMerge(command) : decideConnect(command);
  const { relatedCustomerNumbers } = target;
  const untouched = { operation, moves: NOTHING, conflicts: [], relatedCustomerNumbers } as const;
  if (decision.outcome === 'rejected') return { ...untouched, outcome: 'refused', refusal: decision };
  const [sourceAfter, targetAfter] = [source, target].map((party) => afterOf(party, decision.changes));
  if (sourceAfter?.mergeRecord === undefined || targetAfter === undefined) return { ...untouched, outcome: 'done' };
  const { target: _target, mergedAt: _mergedAt, ...moves } = sourceAfter.mergeRecord;
  return {
    operation,
    outcome: 'possible',
    moves,
    conflicts: conflictsOf(sourceAfter, targetAfter),
    relatedCustomerNumbers: targetAfter.relatedCustomerNumbers,
  };
}

function afterOf({ customerNumber }: Profile, { profiles }: Changes): Profile | undefined {
  return profiles.find(({ after }) => after?.customerNumber === customerNumber)?.after;
}

/** The fields of which a customer has one value. */
const SINGLE = [
  ...(['surname', 'firstName', 'email', 'username', 'vippsId', 'countryCode'] as const),
  ...(['telephoneNumberNoCountryCode', 'landlineNumber', 'dateOfBirth', 'nationality'] as const),
  ...(['languagePreferenceISO6393', 'invoiceOrganisationId'] as const),
];

/** What is still the source's own after the merge, and not as the target has it. */
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

/** Addresses do not move. Those that the target has too are none to worry about. */
function addressConflict(source: Profile, target: Profile): MergeConflict[] {
  const known = new Set(target.postalAddresses.map(placeOf));
  const left = source.postalAddresses.filter((address) => !known.has(placeOf(address)));
  return left.length === 0 ? [] : [{ field: 'postalAddresses', source: left, target: target.postalAddresses }];
}

function placeOf({ addressLine1, addressLine2, postCode, town, countryCode }: PostalAddress): string {
  return JSON.stringify([addressLine1, addressLine2, postCode, town, countryCode]);
}
