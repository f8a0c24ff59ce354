import { z } from 'zod';
import { customerAccountResponse } from './customer-account.js';
import { ecardOwnershipResponse } from './ecard-ownership.js';
import { noteResponse } from './note.js';
import { personnelTicketResponse } from './personnel-ticket.js';
import { postalAddressResponse } from './postal-address.js';
import { customerPreferenceResponse } from './preference.js';
import { number, timestamp } from './response-fields.js';

const profileStatus = z.enum(['A', 'P', 'D']).meta({ description: "'A' = Active, 'P' = Passive, 'D' = Deleted." });
const uuid = z.string().meta({
  examples: ['6b1f0e6d3c8a4f0f9d2e7c5b4a392817'],
  pattern: '^[0-9a-f]{32}$',
  description: '32 hex characters. Not RFC 4122 compliant.',
});

/** A customer in a response. */
export const customerResponse = z
  .object({
    uuid,
    status: profileStatus,
    surname: z.string().meta({ description: 'Surname. Empty when it is not known.' }),
    firstName: z.string().meta({ description: 'First name. Empty when it is not known.' }),
    changedAt: timestamp().meta({ description: 'When the customer was last changed.' }),
    changedBy: z.string().meta({ description: 'The actor of the last change.' }),
    changedByChannel: z.string().meta({ description: 'The channel of the last change.' }),
    createdAt: timestamp().meta({ description: 'When the customer was created.' }),
    createdBy: z.string().meta({ description: 'The actor who created the customer.' }),
    createdByChannel: z.string().meta({ description: 'The channel through which the customer was created.' }),
    customerNumber: number().meta({ description: 'Customer number.' }),
    organisationId: number().meta({ description: 'The organisation that the customer is registered with.' }),
    profileType: z
      .enum(['S', 'P', 'T'])
      .meta({ description: "'S' = Standard customer, 'P' = Personnel ticket customer, 'T' = Temporary customer." }),
    email: z.string().optional().meta({ description: 'Contact email. May become different from username.' }),
    vippsId: z.string().optional().meta({ description: 'Vipps unique user identifier.' }),
    emailOld: z.string().optional().meta({ description: "When status is 'D', the value of 'email' is moved here." }),
    parentId: number()
      .optional()
      .meta({ examples: [1_000_005], description: 'The profile this one was merged into.' }),
    username: z.string().optional().meta({ description: 'Username the customer can use to log on to their profile.' }),
    countryCode: z.string().optional().meta({ description: 'Telephone number country code, starting with +.' }),
    customerRef: z.string().optional().meta({ description: 'Defaults to the customer number.' }),
    dateOfBirth: z.string().optional().meta({ format: 'date', description: 'Day of birth.' }),
    nationality: z
      .string()
      .optional()
      .meta({ description: 'ISO 3166-1 alpha-3, or XXA (stateless) or XXX (unknown).' }),
    preferences: z.array(customerPreferenceResponse).optional().meta({ description: 'Shown with includePreferences.' }),
    lastSignInAt: timestamp().optional().meta({ description: 'When the customer last signed in.' }),
    expirationDate: timestamp().optional().meta({ description: 'When the personal data should be deleted.' }),
    landlineNumber: z.string().optional().meta({ description: 'Landline telephone number, as it was sent.' }),
    lastSignInFrom: z.string().optional().meta({ description: 'Where the customer last signed in from.' }),
    ecardOwnerships: z.array(ecardOwnershipResponse).optional().meta({ description: 'Shown with includeECards.' }),
    emailVerifiedAt: timestamp().optional().meta({ description: 'When the email was verified.' }),
    postalAddresses: z
      .array(postalAddressResponse)
      .optional()
      .meta({ description: 'Postal addresses of the customer.' }),
    telephoneNumber: z.string().optional().meta({
      deprecated: true,
      description: 'Deprecated. countryCode and telephoneNumberNoCountryCode as one number.',
    }),
    customerAccounts: z
      .array(customerAccountResponse)
      .optional()
      .meta({ description: 'Accounts of account based ticketing.' }),
    customerConsents: z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .meta({ examples: [[]], description: 'Not used: consents are kept in another system.' }),
    customerAccountId: z
      .string()
      .optional()
      .meta({ deprecated: true, description: 'Deprecated. The first of customerAccounts.' }),
    personnelTickets: z
      .array(personnelTicketResponse)
      .optional()
      .meta({ deprecated: true, description: 'Deprecated. Shown with includePersonnelTicket.' }),
    relatedCustomerNumbers: z
      .array(number())
      .optional()
      .meta({ description: 'The customer numbers of profiles which have been merged into this one.' }),
    languagePreferenceISO6393: z.string().optional().meta({ description: 'ISO 639-3, in upper case.' }),
    telephoneNumberVerifiedAt: timestamp().optional().meta({ description: 'When the telephone number was verified.' }),
    telephoneNumberNoCountryCode: z
      .string()
      .optional()
      .meta({ description: 'Telephone number without the calling code.' }),
    id: number().optional().meta({ deprecated: true, description: 'Deprecated. The customer number.' }),
    notes: z
      .array(noteResponse)
      .optional()
      .meta({ deprecated: true, description: 'Deprecated. Shown with includeNotes.' }),
    consents: z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .meta({ deprecated: true, examples: [[]], description: 'Deprecated and not used.' }),
    languagePreference: z.string().optional().meta({
      deprecated: true,
      description: 'Deprecated. The language in two letters (ISO 639-1), where it has some.',
    }),
    invoiceOrganisationId: z
      .string()
      .optional()
      .meta({ description: 'Organisation number of the Brønnøysund register.' }),
    redirectedFrom: number()
      .optional()
      .meta({
        examples: [1_000_006],
        description: 'The requested customer number, when that profile was merged into this one.',
      }),
  })
  .meta({ id: 'CustomerResponse', description: 'A customer with related information.' });

/** [DEL-2] The response to a lookup of a deactivated customer by uuid. */
export const deactivatedCustomer = z
  .object({
    uuid,
    status: z.literal('D').meta({ examples: ['D'], description: 'Deactivated.' }),
    customerNumber: number().meta({ examples: [1_000_002], description: 'Customer number.' }),
    organisationId: number().meta({
      examples: [1],
      description: 'The organisation that the customer is registered with.',
    }),
  })
  .meta({ id: 'DeactivatedCustomer', description: 'A deactivated customer, without its data.' });

export type CustomerResponse = z.output<typeof customerResponse>;
export type CustomerPreferenceResponse = z.output<typeof customerPreferenceResponse>;
export type DeactivatedCustomer = z.output<typeof deactivatedCustomer>;
export type EcardOwnershipResponse = z.output<typeof ecardOwnershipResponse>;
