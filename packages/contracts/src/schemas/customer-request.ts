import { z } from 'zod';
import {
  actor,
  country,
  customerRef,
  dateOfBirth,
  email,
  instant,
  invoiceOrganisationId,
  name,
  organisationId,
  text,
} from '../fields.js';
import { languageFields } from '../language.js';
import { newPassword } from '../password.js';
import { telephoneFields } from '../telephone.js';
import { postalAddressInUpdate, postalAddressRequest } from './postal-address.js';

/** What create and update have in common. `null` clears in an update and counts as absent in a create. */
const detailFields = {
  email: email().nullish(),
  vippsId: text({ max: 100, min: 1 })
    .meta({ examples: ['vipps-0f8fad5b'], description: 'Vipps unique user identifier.' })
    .nullish(),
  ...telephoneFields,
  dateOfBirth: dateOfBirth().nullish(),
  nationality: country().nullish(),
  expirationDate: instant().meta({ description: "When the customer's personal data should be deleted." }).nullish(),
  landlineNumber: text({ max: 30, min: 1 })
    .meta({ examples: ['22123456'], description: 'Landline telephone number.' })
    .nullish(),
  ...languageFields,
  telephoneNumberVerifiedAt: instant().nullish(),
  customerAccountId: text({ max: 60, min: 1 })
    .meta({
      deprecated: true,
      examples: ['ABT-3000158'],
      description: 'Deprecated. Use /profiles/{customerNumber}/customer-accounts.',
    })
    .nullish(),
  invoiceOrganisationId: invoiceOrganisationId().nullish(),
};

export const createFields = {
  surname: name().nullish(),
  firstName: name().nullish(),
  organisationId: organisationId(),
  createdBy: actor(),
  createdByChannel: actor(),
  ...detailFields,
  password: newPassword().meta({ description: "The user's password." }).nullish(),
  customerRef: customerRef().nullish(),
  profileType: z
    .enum(['S', 'P', 'T'])
    .default('S')
    .meta({
      examples: ['S'],
      description: "'S' = Standard customer, 'P' = Personnel ticket customer, 'T' = Temporary customer.",
    }),
  postalAddresses: z.array(postalAddressRequest).max(100).nullish(),
};

interface CreateInput {
  profileType: 'S' | 'P' | 'T';
  surname?: string | null | undefined;
  firstName?: string | null | undefined;
  expirationDate?: string | null | undefined;
}

/** A temporary profile may do without names but not without an end; all others need names. */
export function checkRequiredByType(customer: CreateInput, ctx: z.core.$RefinementCtx): void {
  const required = customer.profileType === 'T' ? (['expirationDate'] as const) : (['surname', 'firstName'] as const);
  for (const field of required) {
    if (customer[field] == null) {
      ctx.addIssue({ code: 'custom', path: [field], message: `Required for profileType ${customer.profileType}.` });
    }
  }
}

/** The same for a document. */
export const requiredByTypeMeta = {
  if: { required: ['profileType'], properties: { profileType: { const: 'T' } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['expirationDate'], properties: { expirationDate: { type: 'string' } } },
  else: {
    required: ['surname', 'firstName'],
    properties: { surname: { type: 'string' }, firstName: { type: 'string' } },
  },
};

export const updateFields = {
  surname: name(),
  firstName: name(),
  changedBy: actor(),
  changedByChannel: actor(),
  ...detailFields,
  status: z
    .enum(['A', 'P', 'D'])
    .meta({ examples: ['A'], description: "'A' = Active, 'P' = Passive, 'D' = Deleted." })
    .optional(),
  emailVerifiedAt: instant().nullish(),
  postalAddresses: z.array(postalAddressInUpdate).max(100).nullish(),
};
