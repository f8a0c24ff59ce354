import { acceptAsIs } from './accept.js';
import type { Accepted } from './decision.js';
import type { Instant } from './instant.js';
import { type NewAddress, newAddresses } from './postal-addresses.js';
import type { Profile, ProfileDetails, ProfileType } from './profile.js';

/** A request to create a profile, already validated. */
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

/** The values that a new profile gets from outside the rules. */
export interface Birth {
  readonly customerNumber: number;
  readonly uuid: string;
  readonly at: Instant;
  /** Ids that were never assigned before: one for each address in the request. */
  readonly newAddressIds?: readonly number[];
}

/** Creates a profile. The write decides whether its unique values are free (see uniqueness.ts). */
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
    postalAddresses: newAddresses(postalAddresses ?? [], { newAddressIds: birth.newAddressIds ?? [], now: birth.at }),
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
  return acceptAsIs({ profiles: [{ after: profile }] });
}
