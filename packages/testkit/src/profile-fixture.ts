import type { ChangeEvent } from '@profiles/application';
import type { EcardOwnership, PreferenceDefinition, Profile } from '@profiles/domain';
import { testIds } from './contexts.js';

const AT = '2026-03-01T12:00:00.000Z';

/** An active standard profile with nothing but what every profile has. */
export function aProfile(fields: Partial<Profile> & Pick<Profile, 'customerNumber'>): Profile {
  return {
    uuid: testIds.profileUuid(),
    organisationId: 1,
    customerRef: String(fields.customerNumber),
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
    createdAt: AT,
    createdBy: 'web',
    createdByChannel: 'web',
    changedAt: AT,
    changedBy: 'web',
    changedByChannel: 'web',
    ...fields,
  };
}

/** The current ownership of a card. */
export function anEcard(owner: Profile, fields: Partial<EcardOwnership> & Pick<EcardOwnership, 'ecardNumber'>) {
  const ownership: EcardOwnership = {
    id: testIds.uuid(),
    customerNumber: owner.customerNumber,
    organisationId: owner.organisationId,
    ecardOperator: '57803',
    // The store keeps the sixteen digits, it does not check them.
    ecardNumber16digits: `57803${String(fields.ecardNumber).padStart(10, '0')}0`,
    startOfOwnership: AT,
    createdAt: AT,
    changedAt: AT,
    version: 1,
    ...fields,
  };
  return ownership;
}

/** The same profile with some fields changed, in its next revision. */
export function nextRevision(profile: Profile, fields: Partial<Profile> = {}): Profile {
  return { ...profile, ...fields, revision: profile.revision + 1 };
}

/** Both profiles after the source was merged into the target, as the domain leaves them. */
export function mergedPair(source: Profile, target: Profile): { source: Profile; target: Profile } {
  const related = new Set([...target.relatedCustomerNumbers, source.customerNumber, ...source.relatedCustomerNumbers]);
  return {
    source: nextRevision(source, { status: 'P', parentId: target.customerNumber, customerAccounts: [] }),
    target: nextRevision(target, {
      relatedCustomerNumbers: [...related],
      customerAccounts: [...target.customerAccounts, ...source.customerAccounts],
    }),
  };
}

/** The event of one profile's change. */
export function anEvent(profile: Profile, eventType: ChangeEvent['data']['eventType'] = 'UPDATE'): ChangeEvent {
  return {
    id: testIds.uuidAt(profile.changedAt),
    occurredAt: profile.changedAt,
    data: {
      eventType,
      customerNumber: profile.customerNumber,
      organisationId: profile.organisationId,
      revision: profile.revision,
      epoch: 1,
      cause: 'update-profile',
      changedFields: ['surname'],
      correlationId: 'store-contract',
    },
  };
}

/** An active preference definition that takes any text. */
export function aDefinition(
  fields: Partial<PreferenceDefinition> & Pick<PreferenceDefinition, 'id' | 'organisationId'>,
): PreferenceDefinition {
  return {
    preferenceCode: `SEAT-${fields.id}`,
    preferenceType: 'TEXT',
    preferenceDescription: 'Where to sit.',
    isActive: true,
    createdAt: AT,
    changedAt: AT,
    version: 1,
    ...fields,
  };
}
