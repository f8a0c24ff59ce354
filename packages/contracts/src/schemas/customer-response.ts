import { z } from 'zod';
import { customerAccountResponse } from './customer-account.js';
import { ecardOwnershipResponse } from './ecard-ownership.js';
import { noteResponse } from './note.js';
import { personnelTicketResponse } from './personnel-ticket.js';
import { postalAddressResponse } from './postal-address.js';
import { customerPreferenceResponse } from './preference.js';
import { number, timestamp } from './response-fields.js';

const profileStatus = z.enum(['A', 'P', 'D']).meta({ description: "'A' = Active, 'P' = Passive, 'D' = Deleted." });
const uuid = z.string().meta({ pattern: '^[0-9a-f]{32}$', description: '32 hex characters. Not RFC 4122 compliant.' });

/** A customer, as every profile operation answers it. */
export const customerResponse = z
  .object({
    uuid,
    status: profileStatus,
    surname: z.string(),
    firstName: z.string(),
    changedAt: timestamp(),
    changedBy: z.string(),
    changedByChannel: z.string(),
    createdAt: timestamp(),
    createdBy: z.string(),
    createdByChannel: z.string(),
    customerNumber: number(),
    organisationId: number(),
    profileType: z
      .enum(['S', 'P', 'T'])
      .meta({ description: "'S' = Standard customer, 'P' = Personnel ticket customer, 'T' = Temporary customer." }),
    email: z.string().optional().meta({ description: 'Contact email. May become different from username.' }),
    vippsId: z.string().optional().meta({ description: 'Vipps unique user identifier.' }),
    emailOld: z.string().optional().meta({ description: "When status is 'D', the value of 'email' is moved here." }),
    parentId: number().optional().meta({ description: 'The profile this one was merged into.' }),
    username: z.string().optional().meta({ description: 'Username the customer can use to log on to their profile.' }),
    countryCode: z.string().optional().meta({ description: 'Telephone number country code, starting with +.' }),
    customerRef: z.string().optional().meta({ description: 'Defaults to the customer number.' }),
    dateOfBirth: z.string().optional().meta({ format: 'date' }),
    nationality: z.string().optional().meta({ description: 'ISO 3166-1 alpha-3.' }),
    preferences: z.array(customerPreferenceResponse).optional(),
    lastSignInAt: timestamp().optional(),
    expirationDate: timestamp().optional().meta({ description: 'When the personal data should be deleted.' }),
    landlineNumber: z.string().optional(),
    lastSignInFrom: z.string().optional(),
    ecardOwnerships: z.array(ecardOwnershipResponse).optional(),
    emailVerifiedAt: timestamp().optional(),
    postalAddresses: z.array(postalAddressResponse).optional(),
    telephoneNumber: z.string().optional().meta({ deprecated: true }),
    customerAccounts: z.array(customerAccountResponse).optional(),
    customerConsents: z.array(z.record(z.string(), z.unknown())).optional(),
    customerAccountId: z.string().optional().meta({ deprecated: true }),
    personnelTickets: z.array(personnelTicketResponse).optional().meta({ deprecated: true }),
    relatedCustomerNumbers: z
      .array(number())
      .optional()
      .meta({ description: 'The customer numbers of profiles which have been merged into this one.' }),
    languagePreferenceISO6393: z.string().optional(),
    telephoneNumberVerifiedAt: timestamp().optional(),
    telephoneNumberNoCountryCode: z.string().optional(),
    id: number().optional().meta({ deprecated: true }),
    notes: z.array(noteResponse).optional().meta({ deprecated: true }),
    consents: z.array(z.record(z.string(), z.unknown())).optional().meta({ deprecated: true }),
    languagePreference: z.string().optional().meta({ deprecated: true }),
    invoiceOrganisationId: z.string().optional(),
    redirectedFrom: number()
      .optional()
      .meta({ description: 'The customer number asked for, when that profile was merged into this one.' }),
  })
  .meta({ id: 'CustomerResponse' });

/** [DEL-2] All that is told of a deactivated customer who is looked up by uuid. */
export const deactivatedCustomer = z
  .object({ uuid, status: z.literal('D'), customerNumber: number(), organisationId: number() })
  .meta({ id: 'DeactivatedCustomer' });

export type CustomerResponse = z.output<typeof customerResponse>;
export type CustomerPreferenceResponse = z.output<typeof customerPreferenceResponse>;
export type DeactivatedCustomer = z.output<typeof deactivatedCustomer>;
export type EcardOwnershipResponse = z.output<typeof ecardOwnershipResponse>;
