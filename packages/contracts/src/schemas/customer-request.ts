import { tidiedName } from '@profiles/domain';
import { z } from 'zod';
import { acrossFields, type SentFields } from '../across-fields.js';
import { nationality } from '../countries.js';
import { actor, customerRef, email, invoiceOrganisationId, name, organisationId, text } from '../fields.js';
import { type LanguageInput, languageFields, withLanguageCode } from '../language.js';
import { dateOfBirth, instant, verifiedAt } from '../moments.js';
import type { InputVariant } from '../operation.js';
import { newPassword } from '../password.js';
import { landlineNumber, readTelephone, telephoneFields } from '../telephone-fields.js';
import { blankIsAbsent, blankIsKept, choice, optional } from '../text-field.js';
import { checkDistinctIds, postalAddressInUpdate, postalAddressRequest } from './postal-address.js';

/** The maximum number of postal addresses of one profile (contract, section 1). */
const MAX_ADDRESSES = 100;

/** The fields that create and update have in common. `null` clears in an update and counts as absent in a create. */
const detailFields = {
  email: optional(email()),
  vippsId: optional(
    text({ max: 100 }).meta({ examples: ['vipps-0f8fad5b'], description: 'Vipps unique user identifier.' }),
  ),
  ...telephoneFields,
  dateOfBirth: optional(
    dateOfBirth().meta({ description: 'Day of birth: a real day from 1850-01-01 to today (in UTC+14).' }),
  ),
  nationality: nationality(),
  expirationDate: optional(instant().meta({ description: "When the customer's personal data should be deleted." })),
  landlineNumber: optional(landlineNumber()),
  ...languageFields,
  telephoneNumberVerifiedAt: optional(
    verifiedAt().meta({ description: 'When the telephone number was verified. Removed when the number changes.' }),
  ),
  customerAccountId: optional(
    text({ max: 60 }).meta({
      deprecated: true,
      examples: ['ABT-3000158'],
      description: 'Deprecated. Use /profiles/{customerNumber}/customer-accounts.',
    }),
  ),
  invoiceOrganisationId: optional(invoiceOrganisationId()),
};

const SURNAME_META = { examples: ['Nordmann'], description: 'Surname. Stored trimmed, with single spaces.' };
const FIRST_NAME_META = {
  examples: ['Kari'],
  description: 'First name, with any middle names. Stored trimmed, with single spaces.',
};

/** The fields of create-profile. */
export const createFields = {
  // Whether a blank name is an error depends on the profileType: `checkRequiredByType` says.
  surname: blankIsKept(text({ max: 100 }).meta(SURNAME_META)).nullish(),
  firstName: blankIsKept(text({ max: 100 }).meta(FIRST_NAME_META)).nullish(),
  organisationId: organisationId(),
  createdBy: actor().meta({
    description: 'The actor who creates the customer: web, app or the user name of an employee.',
  }),
  createdByChannel: actor().meta({ description: 'The channel through which the customer is created.' }),
  ...detailFields,
  password: optional(newPassword().meta({ description: "The user's password." })),
  customerRef: optional(customerRef()),
  profileType: blankIsAbsent(
    choice(['S', 'P', 'T']).meta({
      examples: ['S'],
      description: "'S' = Standard customer, 'P' = Personnel ticket customer, 'T' = Temporary customer.",
    }),
  ).default('S'),
  postalAddresses: z
    .array(postalAddressRequest)
    .max(MAX_ADDRESSES)
    .nullish()
    .meta({ description: 'Postal addresses of the customer.' }),
};

interface CreateInput {
  profileType: 'S' | 'P' | 'T';
  surname?: string | null | undefined;
  firstName?: string | null | undefined;
  expirationDate?: string | null | undefined;
}

const REQUIRED_IN = { S: ['surname', 'firstName'], P: ['surname', 'firstName'], T: ['expirationDate'] } as const;

/** A temporary profile may do without names, but not without an end in the future. All others need names. */
function checkRequiredByType(fields: SentFields<CreateInput>): void {
  const { values, refuse } = fields;
  const { profileType = 'S', expirationDate } = values;
  for (const field of REQUIRED_IN[profileType]) {
    if (fields.isRefused(field)) continue;
    if (values[field] == null) refuse(field, { message: requiredMessage(fields) });
    else if (values[field] === '') refuse(field, { code: 606, message: 'A name must not be empty or blank.' });
  }
  if (profileType === 'T' && expirationDate != null && expirationDate <= new Date().toISOString()) {
    refuse('expirationDate', { message: 'Expected a moment in the future for profileType T.' });
  }
}

function requiredMessage({ values, isRefused }: SentFields<CreateInput>): string {
  return isRefused('profileType')
    ? 'Required unless profileType is T.'
    : `Required for profileType ${values.profileType}.`;
}

/** [VERIFIED-1] A new profile has no telephone number but the one in the request. */
export function checkVerifiedNumber(fields: SentFields<VerifiedInput>): void {
  if (!fields.has('telephoneNumberVerifiedAt') || fields.has('countryCode') || fields.has('telephoneNumber')) return;
  fields.refuse('telephoneNumberVerifiedAt', WITHOUT_VALUE);
}

/** The values that can be verified, and when they were. */
export interface VerifiedInput {
  email?: string | null | undefined;
  emailVerifiedAt?: string | null | undefined;
  countryCode?: string | null | undefined;
  telephoneNumber?: string | null | undefined;
  telephoneNumberVerifiedAt?: string | null | undefined;
}

const WITHOUT_VALUE = { message: 'Expected together with the value that was verified.' };

/** [VERIFIED-1] A value that the request clears cannot be verified. Whether there is a stored one, the domain knows. */
function checkClearedValues({ values, has, refuse }: SentFields<VerifiedInput>): void {
  if (has('emailVerifiedAt') && values.email === null) refuse('emailVerifiedAt', WITHOUT_VALUE);
  const isCleared = values.countryCode === null || (!has('countryCode') && values.telephoneNumber === null);
  if (has('telephoneNumberVerifiedAt') && isCleared) refuse('telephoneNumberVerifiedAt', WITHOUT_VALUE);
}

interface NamedInput {
  surname?: string | null | undefined;
  firstName?: string | null | undefined;
}

/** The names as they are stored. A blank one of a temporary profile counts as not given. */
export function withTidyNames<T extends NamedInput>(body: T): T {
  const { surname, firstName } = body;
  return {
    ...body,
    surname: surname ? tidiedName(surname) : null,
    firstName: firstName ? tidiedName(firstName) : null,
  };
}

/** The rules across the fields of create-profile, in the order in which they run. */
export const createRules = [
  acrossFields(checkRequiredByType),
  acrossFields(checkVerifiedNumber),
  acrossFields(readTelephone<VerifiedInput>),
  acrossFields<LanguageInput>(({ values }) => withLanguageCode(values)),
  acrossFields<NamedInput>(({ values }) => withTidyNames(values)),
] as const;

/** The same for a document: two kinds of body, each with its required fields. */
export const createVariants: readonly InputVariant[] = [
  { name: 'NewProfile', required: ['surname', 'firstName'], oneOf: { profileType: ['S', 'P'] } },
  { name: 'NewTemporaryProfile', required: ['profileType', 'expirationDate'], oneOf: { profileType: ['T'] } },
];

/** The fields of update-profile. */
export const updateFields = {
  surname: name().meta(SURNAME_META),
  firstName: name().meta(FIRST_NAME_META),
  changedBy: actor().meta({
    description: 'The actor who changes the customer: web, app or the user name of an employee.',
  }),
  changedByChannel: actor().meta({ description: 'The channel through which the customer is changed.' }),
  ...detailFields,
  status: blankIsAbsent(
    choice(['A', 'P', 'D']).meta({
      examples: ['A'],
      description: "'A' = Active, 'P' = Passive, 'D' = Deleted.",
    }),
  ).optional(),
  emailVerifiedAt: optional(
    verifiedAt().meta({ description: 'When the email was verified. Removed when the email changes.' }),
  ),
  postalAddresses: z
    .array(postalAddressInUpdate)
    .max(MAX_ADDRESSES)
    .check(acrossFields(checkDistinctIds))
    .nullish()
    .meta({ description: 'Addresses to change (with an id) and to add (without). Other addresses stay.' }),
};

/** The rules across the fields of update-profile, and of every operation that takes these fields. */
export const updateRules = [
  acrossFields(checkClearedValues),
  acrossFields(readTelephone<VerifiedInput>),
  acrossFields<LanguageInput>(({ values }) => withLanguageCode(values)),
] as const;
