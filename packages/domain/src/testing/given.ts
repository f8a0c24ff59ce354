import type { Decision, EcardOwnership, Profile, Rejected } from '../index.js';

export const NOW = '2026-03-01T12:00:00.000Z';
export const LATER = '2026-04-01T12:00:00.000Z';
export const EARLIER = '2026-02-01T12:00:00.000Z';

/** An active standard profile with nothing but what every profile has. */
export function aProfile(fields: Partial<Profile> = {}): Profile {
  const customerNumber = fields.customerNumber ?? 1_000_000;
  return {
    customerNumber,
    uuid: customerNumber.toString(16).padStart(32, '0'),
    organisationId: 1,
    customerRef: String(customerNumber),
    profileType: 'S',
    status: 'A',
    revision: 1,
    surname: 'Nordmann',
    firstName: 'Kari',
    languagePreferenceISO6393: 'NOB',
    relatedCustomerNumbers: [],
    postalAddresses: [],
    customerAccounts: [],
    preferences: [],
    personnelTickets: [],
    notes: [],
    createdAt: EARLIER,
    createdBy: 'web',
    createdByChannel: 'web',
    changedAt: EARLIER,
    changedBy: 'web',
    changedByChannel: 'web',
    ...fields,
  };
}

/** The current ownership of a card. */
export function anEcard(fields: Partial<EcardOwnership> = {}): EcardOwnership {
  return {
    id: 'ownership',
    customerNumber: 1_000_000,
    organisationId: 1,
    ecardOperator: '57803',
    ecardNumber: 1_234_567_890,
    ecardNumber16digits: '5780312345678902',
    startOfOwnership: EARLIER,
    createdAt: EARLIER,
    changedAt: EARLIER,
    version: 1,
    ...fields,
  };
}

export const anAccount = (accountId: string) => ({ accountId, createdAt: EARLIER, changedAt: EARLIER });

export const aPreference = (preferenceId: number, preferenceValue = 'yes') => ({
  preferenceId,
  preferenceValue,
  createdAt: EARLIER,
  changedAt: EARLIER,
});

export const aNote = (id: string) => ({
  id,
  text: 'A note',
  createdAt: EARLIER,
  createdBy: 'web',
  changedAt: EARLIER,
  changedBy: 'web',
});

export const aTicket = (id: string, validTo: string) => ({
  id,
  ticketRightOwner: 'VY',
  ticketRightBearer: 'SJ',
  validFrom: EARLIER,
  validTo,
  ticketHolderCode: 'code',
});

/** The profiles as a decision leaves them. A refusal fails the test. */
export function profilesAfter(decision: Decision): Profile[] {
  return changesOf(decision).profiles.flatMap(({ after }) => after ?? []);
}

/** The one profile a decision leaves. */
export function profileAfter(decision: Decision): Profile {
  const [profile, ...others] = profilesAfter(decision);
  if (profile === undefined || others.length > 0) throw new Error('The decision is not about one profile.');
  return profile;
}

export function changesOf(decision: Decision) {
  if (decision.outcome === 'rejected') throw new Error(`Refused with ${decision.code}.`);
  return decision.changes;
}

export function rejectionOf(decision: Decision): Rejected {
  if (decision.outcome === 'accepted') throw new Error('The decision was accepted.');
  return decision;
}
