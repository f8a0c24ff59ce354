import { type Accepted, accept } from './decision.js';
import type { Instant } from './instant.js';
import { type NewAddress, newAddress } from './postal-addresses.js';
import type { Profile, ProfileDetails, ProfileType } from './profile.js';

/** A request to create a profile, its form already checked. */
export interface CreateProfile extends ProfileDetails {
  readonly organisationId: number;
  readonly profileType: ProfileType;
  readonly surname: string;
  readonly firstName: string;
  readonly createdBy: string;
  readonly createdByChannel: string;
  readonly languagePreferenceISO6393: string;
  /** Default: the customer number as text. */
  readonly customerRef?: string;
  /** Deprecated way to give the first customer account. */
  readonly customerAccountId?: string;
  readonly postalAddresses?: readonly NewAddress[];
}

/** What the outside world hands a new profile. */
export interface Birth {
  readonly customerNumber: number;
  readonly uuid: string;
  readonly at: Instant;
}

/** A new profile is always accepted here; whether its unique values are free, the write tells (see uniqueness.ts). */
export function decideCreate(command: CreateProfile, birth: Birth): Accepted {
  const { customerRef, customerAccountId, postalAddresses, createdBy, createdByChannel, ...given } = command;
  const profile: Profile = {
    ...given,
    customerNumber: birth.customerNumber,
    uuid: birth.uuid,
    customerRef: customerRef ?? String(birth.customerNumber),
    status: 'A',
    revision: 1,
    ...(given.profileType === 'S' && given.email !== undefined && { username: given.email }), // [UNIQ-3]
    relatedCustomerNumbers: [],
    postalAddresses: (postalAddresses ?? []).map((address, index) => newAddress(address, index + 1, birth.at)),
    ...(postalAddresses !== undefined && { lastPostalAddressId: postalAddresses.length }),
    customerAccounts:
      customerAccountId === undefined
        ? []
        : [{ accountId: customerAccountId, createdAt: birth.at, changedAt: birth.at }],
    preferences: [],
    personnelTickets: [],
    notes: [],
    createdAt: birth.at,
    createdBy,
    createdByChannel,
    changedAt: birth.at,
    changedBy: createdBy,
    changedByChannel: createdByChannel,
  };
  return accept({ profiles: [{ after: profile }] });
}
