import { type Caller, Permission } from '@profiles/contracts';
import type { Profile } from '@profiles/domain';

/** A caller of organisation 1. */
export const OWN: Caller = { organisationId: 1, clientId: 'shop', permissions: new Set([Permission.Read]) };

/** A caller of organisation 1 that may act for every organisation. */
export const FOR_ALL: Caller = { ...OWN, permissions: new Set([Permission.Read, Permission.AllOrganisations]) };

/** The fields of a profile that the tenant store reads. */
export function profileOf(customerNumber: number, fields: Partial<Profile> = {}): Profile {
  return {
    ...{ customerNumber, organisationId: 1, customerRef: String(customerNumber), status: 'A', profileType: 'S' },
    ...{ postalAddresses: [], personnelTickets: [], preferences: [], notes: [] },
    ...{ relatedCustomerNumbers: [], surname: 'Nordmann', firstName: 'Kari', ...fields },
  } as Partial<Profile> as Profile;
}
