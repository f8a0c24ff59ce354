import { accept, unchanged } from './accept.js';
import { type Decision, type Rejected, Rejection, reject } from './decision.js';
import { distinctAfterMerge } from './distinct-profiles.js';
import type { EcardOwnership } from './ecard.js';
import { currentAmong } from './ecard-ownership.js';
import { handedOver } from './ecard-transfer.js';
import type { Instant } from './instant.js';
import { excessOfEcards } from './list-limits.js';
import { movingFrom } from './moved-items.js';
import { entryIdOf } from './preferences.js';
import type { MergeRecord, Profile, ProfileType } from './profile.js';
import { isMerged, relatedAfterMerge } from './redirection.js';
import { type MergeOptions, takeFields } from './take-fields.js';

export interface MergeProfiles {
  /** The profile that is merged away: its number redirects to the target afterwards. */
  readonly source: Profile;
  /** The profile that stays. */
  readonly target: Profile;
  /** The profile that each party redirects to: itself, or its survivor if it was merged. */
  readonly leadsTo: { readonly source: number; readonly target: number };
  /** Every ownership of the source, ended ones included. */
  readonly sourceEcards: readonly EcardOwnership[];
  /** How many current cards the target has. */
  readonly targetCurrentEcards: number;
  readonly options?: MergeOptions;
  readonly now: Instant;
}

/** Merges a personnel-ticket profile (`P`) into a standard one (`S`). */
export function decideMerge(command: MergeProfiles): Decision {
  return mergeOfTypes(command, ['P']);
}

/**
 * Connects a temporary profile (`T`), or a second standard one, to a standard profile (`S`). [MERGE-3] Of two crossing
 * connects the later one finds a passive party and is refused.
 */
export function decideConnect(command: MergeProfiles): Decision {
  return mergeOfTypes(command, ['T', 'S']);
}

/**
 * [MERGE-1] Both active, of fitting types and of one organisation: all that belongs to the source moves to the target,
 * and the source becomes passive. [MERGE-2] The same merge again changes nothing, whatever its options.
 */
function mergeOfTypes(command: MergeProfiles, sourceTypes: readonly ProfileType[]): Decision {
  const { source, target, leadsTo } = command;
  if (source.parentId === target.customerNumber && target.status === 'A') return unchanged;
  const refusal =
    // [REDIR-4] A merged profile is named before the types are compared: the caller learns the survivor.
    refusalOfState(target, leadsTo.target) ??
    refusalOfState(source, leadsTo.source) ??
    refusalOfType(source, sourceTypes) ??
    refusalOfType(target, ['S']) ??
    refusalOfPair(source, target);
  if (refusal) return refusal;
  const excess = excessOfEcards(command.targetCurrentEcards, currentAmong(command.sourceEcards).length);
  return excess ?? accept(absorption(command));
}

function refusalOfState(party: Profile, leadsTo: number): Rejected | undefined {
  const { customerNumber } = party;
  if (party.status === 'D') return reject(Rejection.NotFound);
  if (party.status === 'P') {
    const message = isMerged(party)
      ? `Profile ${customerNumber} was merged into ${leadsTo}.`
      : `Profile ${customerNumber} is passive.`;
    return reject(Rejection.MergeRefused, {
      message,
      ...(isMerged(party) && { survivor: leadsTo }),
    });
  }
  return undefined;
}

function refusalOfType({ customerNumber, profileType }: Profile, types: readonly ProfileType[]): Rejected | undefined {
  if (types.includes(profileType)) return undefined;
  return reject(Rejection.MergeRefused, {
    message: `Profile ${customerNumber} is of type ${profileType}; this needs type ${types.join(' or ')}.`,
  });
}

function refusalOfPair(source: Profile, target: Profile): Rejected | undefined {
  if (source.customerNumber === target.customerNumber) {
    return reject(Rejection.MergeRefused, { message: 'A profile cannot be merged with itself.' });
  }
  return source.organisationId === target.organisationId ? undefined : reject(Rejection.NotFound);
}

/** The changes that make a source part of a target. */
function absorption({ source, target, sourceEcards, options = {}, now }: MergeProfiles) {
  const from = source.customerNumber;
  const move = movingFrom(from);
  const taken = takeFields(source, target, options);
  const held = new Set(target.preferences.map((preference) => preference.preferenceId));
  const movedPreferences = source.preferences.filter((preference) => !held.has(preference.preferenceId));
  const mergeRecord: MergeRecord = {
    target: target.customerNumber,
    mergedAt: now,
    ecards: sourceEcards.map((ecard) => ecard.id),
    customerAccounts: source.customerAccounts.map((account) => account.accountId),
    personnelTickets: source.personnelTickets.map((ticket) => ticket.id),
    notes: source.notes.map((note) => note.id),
    preferences: movedPreferences.map((preference) => preference.preferenceId),
    preferenceEntryIds: movedPreferences.map(entryIdOf),
    ...taken.replaced,
  };
  const sourceAfter: Profile = {
    ...source,
    status: 'P',
    parentId: target.customerNumber,
    mergeRecord,
    customerAccounts: [],
    personnelTickets: [],
    notes: [],
    preferences: source.preferences.filter((preference) => held.has(preference.preferenceId)),
  };
  const targetAfter: Profile = {
    ...taken.target,
    customerAccounts: [...target.customerAccounts, ...source.customerAccounts.map(move)],
    personnelTickets: [...target.personnelTickets, ...source.personnelTickets.map(move)],
    notes: [...target.notes, ...source.notes.map(move)],
    preferences: [...target.preferences, ...movedPreferences.map(move)],
    relatedCustomerNumbers: relatedAfterMerge(source, target),
    ...distinctAfterMerge(source, target),
  };
  const { customerNumber } = target;
  return {
    // The source gives up its unique values before the target takes them over.
    profiles: [
      { before: source, after: sourceAfter, relatedCustomerNumber: customerNumber },
      { before: target, after: targetAfter, relatedCustomerNumber: from, movedFrom: from },
    ],
    ecards: handedOver({ ecards: sourceEcards, move, customerNumber, now }),
  };
}
