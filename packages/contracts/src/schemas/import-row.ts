import { z } from 'zod';
import { acrossFields, type SentFields } from '../across-fields.js';
import { actor, customerNumber, email, text } from '../fields.js';
import { type LanguageInput, withLanguageCode } from '../language.js';
import { verifiedAt } from '../moments.js';
import { passwordHash } from '../password-hash.js';
import { readTelephone } from '../telephone-fields.js';
import { blankIsAbsent, choice, formedText, optional } from '../text-field.js';
import { checkVerifiedNumber, createFields, type VerifiedInput, withTidyNames } from './customer-request.js';
import { ecardFields, ecardRules } from './ecard-ownership.js';
import { checkValidity, personnelTicketFields } from './personnel-ticket.js';
import { addressFields, newAddressRules } from './postal-address.js';
import { definitionFields, preferenceValue } from './preference.js';

/** A moment that is over, such as that of a creation in another system. */
const pastMoment = (description: string) => optional(verifiedAt().meta({ description }));

const list = <S extends z.ZodType>(item: S, { max, description }: { max: number; description: string }) =>
  z.array(item).max(max).nullish().meta({ description });

const note = z.strictObject({
  text: text({ max: 4000, lines: true }).meta({
    examples: ['Prefers the aisle.'],
    description: 'The text of the note.',
  }),
  createdAt: pastMoment('When the note was written. Default: now.'),
  createdBy: optional(actor().meta({ description: 'The author of the note. Default: the createdBy of the row.' })),
  changedAt: pastMoment('When the note was last changed. Default: its createdAt.'),
  changedBy: optional(
    actor().meta({ description: 'The actor of the last change of the note. Default: its createdBy.' }),
  ),
});

const { organisationId, postalAddresses: _addresses, ...create } = createFields;

/** The fields of one row of an import. */
const rowFields = {
  ...create,
  organisationId: organisationId
    .optional()
    .meta({ description: "Default: the caller's organisation. Another one refuses the row." }),
  postalAddresses: list(z.strictObject(addressFields).check(...newAddressRules), {
    max: 100,
    description: 'Postal addresses of the customer. An id is ignored.',
  }),
  customerNumber: customerNumber().nullish().meta({
    description:
      'The number that the customer has already. It is kept and never assigned to another customer. Default: the next number.',
  }),
  uuid: optional(
    formedText({
      max: 100,
      read: (value) =>
        /^[0-9a-fA-F]{32}$/.test(value) ? value.toLowerCase() : { message: 'Expected 32 hexadecimal characters.' },
    }).meta({
      pattern: '^[0-9a-fA-F]{32}$',
      examples: ['6b1f0e6d3c8a4f0f9d2e7c5b4a392817'],
      description: 'The uuid that the customer has already. Default: a random one.',
    }),
  ),
  status: blankIsAbsent(
    choice(['A', 'P', 'D']).meta({
      examples: ['A'],
      description: "'A' = Active (default), 'P' = Passive, 'D' = Deactivated.",
    }),
  ).nullish(),
  mergedInto: customerNumber().nullish().meta({
    description:
      'The customer that this one was merged into: one of the organisation, or of an earlier row. The status is then P.',
  }),
  emailOld: optional(
    email().meta({ description: 'The email of a deactivated customer. The same as its email in this row.' }),
  ),
  emailVerifiedAt: pastMoment('When the email was verified.'),
  username: optional(
    text({ max: 100, read: (value) => value.trim() }).meta({
      examples: ['kari.nordmann@example.no'],
      description: 'The username of a standard customer. Default: its email. Null: none.',
    }),
  ),
  passwordHash: optional(passwordHash()),
  lastSignInAt: pastMoment('When the customer last signed in.'),
  lastSignInFrom: optional(
    text({ max: 100 }).meta({ examples: ['app'], description: 'Where the customer last signed in.' }),
  ),
  createdAt: pastMoment('When the customer was created. Default: now.'),
  changedAt: pastMoment('When the customer was last changed. Default: now.'),
  changedBy: optional(actor().meta({ description: 'The actor of the last change. Default: the createdBy.' })),
  changedByChannel: optional(
    actor().meta({ description: 'The channel of the last change. Default: the createdByChannel.' }),
  ),
  ecardOwnerships: list(z.strictObject(ecardFields).check(...ecardRules), {
    max: 1000,
    description: 'The e-cards of the customer, those of the past included.',
  }),
  preferences: list(
    z.strictObject({ preferenceCode: definitionFields.preferenceCode, preferenceValue: preferenceValue() }),
    { max: 500, description: 'The preferences of the customer, by the codes of their definitions.' },
  ),
  customerAccounts: list(
    z.strictObject({
      accountId: text({ max: 60 }).meta({ examples: ['ABT-4711'], description: 'Customer account id.' }),
      name: optional(text({ max: 100 }).meta({ examples: ['My account'], description: 'The name of the account.' })),
    }),
    { max: 100, description: 'The customer accounts.' },
  ),
  personnelTickets: list(z.strictObject(personnelTicketFields).check(acrossFields(checkValidity)), {
    max: 500,
    description: 'The personnel tickets of the customer.',
  }),
  notes: list(note, { max: 500, description: 'Notes about the customer, with their authors and times.' }),
};

interface RowInput extends VerifiedInput {
  profileType: 'S' | 'P' | 'T';
  surname?: string | null | undefined;
  firstName?: string | null | undefined;
  expirationDate?: string | null | undefined;
  status?: 'A' | 'P' | 'D' | null | undefined;
  customerNumber?: number | null | undefined;
  mergedInto?: number | null | undefined;
  emailOld?: string | null | undefined;
  username?: string | null | undefined;
  password?: string | null | undefined;
  passwordHash?: string | null | undefined;
  createdAt?: string | null | undefined;
  changedAt?: string | null | undefined;
  preferences?: readonly { preferenceCode?: string }[] | null | undefined;
}

/** As create-profile requires. A customer that is no longer active needs no date in the future. */
function checkRequired({ values, isRefused, refuse }: SentFields<RowInput>): void {
  const { profileType = 'S', mergedInto, status } = values;
  if (isRefused('profileType')) return;
  for (const field of profileType === 'T' ? (['expirationDate'] as const) : (['surname', 'firstName'] as const)) {
    if (isRefused(field)) continue;
    if (values[field] == null) refuse(field, { message: `Required for profileType ${profileType}.` });
  }
  const { expirationDate } = values;
  const isEnding = profileType === 'T' && mergedInto == null && status !== 'D';
  if (isEnding && expirationDate != null && expirationDate <= new Date().toISOString()) {
    refuse('expirationDate', { message: 'Expected a moment in the future for profileType T.' });
  }
}

const A_NAME = { code: 606, message: 'A name must not be empty or blank.' } as const;

/** [VERIFIED-1] An email that was verified is one of the row. */
function checkVerifiedEmail({ has, refuse }: SentFields<RowInput>): void {
  if (!has('emailVerifiedAt') || has('email') || has('emailOld')) return;
  refuse('emailVerifiedAt', { message: 'Expected together with the value that was verified.' });
}

/** The fields that depend on each other. */
function checkTogether(fields: SentFields<RowInput>): void {
  const { values, has, isRefused, refuse } = fields;
  const { status, mergedInto, emailOld, email: current, createdAt, changedAt } = values;
  if (has('password') && has('passwordHash'))
    refuse('passwordHash', { message: 'Expected a password or its hash, not both.' });
  if (mergedInto != null && status != null && status !== 'P')
    refuse('status', { message: 'Expected P, or no status, for a customer that was merged into another one.' });
  if (mergedInto != null && mergedInto === values.customerNumber)
    refuse('mergedInto', { message: 'A customer can not be merged into itself.' });
  if (emailOld != null && status !== 'D' && !isRefused('status'))
    refuse('emailOld', { message: 'Expected with status D alone; any other customer has an email.' });
  if (emailOld != null && current != null && emailOld !== current)
    refuse('emailOld', { message: 'Expected the same as email, or one of them alone.' });
  if (has('username') && values.profileType !== undefined && values.profileType !== 'S')
    refuse('username', { message: 'Expected for profileType S alone.' });
  if (createdAt != null && changedAt != null && changedAt < createdAt)
    refuse('changedAt', { message: 'Expected a moment that is not before createdAt.' });
  checkDistinctCodes(fields);
  for (const name of ['surname', 'firstName'] as const)
    if (values[name] === '' && values.profileType !== 'T') refuse(name, A_NAME);
}

function checkDistinctCodes({ values, refuse }: SentFields<RowInput>): void {
  const seen = new Set<string>();
  for (const [position, { preferenceCode }] of (values.preferences ?? []).entries()) {
    if (preferenceCode === undefined) continue;
    if (seen.has(preferenceCode))
      refuse(['preferences', position, 'preferenceCode'], { message: 'Expected each preference once in the list.' });
    seen.add(preferenceCode);
  }
}

/**
 * One row of an import: a customer as another system, or an export of this one, describes it. Its lists hold no ids, because
 * those are never reused.
 */
export const importRow = z.strictObject(rowFields).check(
  acrossFields(checkRequired),
  acrossFields(checkVerifiedEmail),
  acrossFields(checkVerifiedNumber),
  acrossFields(checkTogether),
  acrossFields(readTelephone<VerifiedInput>),
  acrossFields<LanguageInput>(({ values }) => withLanguageCode(values)),
  acrossFields(withTidyRowNames),
);

function withTidyRowNames({ values }: SentFields<RowInput>): RowInput {
  return withTidyNames(values);
}

/** A row as a caller sends it. */
export type ImportRow = z.input<typeof importRow>;

/** A row whose fields have the form in which they are stored. */
export type ParsedImportRow = z.output<typeof importRow>;

/** A row in a request: of any form, because an error in it refuses the row and not the call. [IMPORT-1] */
export const sentRow = z.unknown().meta({
  ...inlined(z.toJSONSchema(importRow, { io: 'input', unrepresentable: 'any' })),
  id: 'ImportRow',
}) as unknown as z.ZodType<unknown, ImportRow>;

type JsonSchema = Record<string, unknown>;

/** The schema without its URI, and with the definitions that it names in their places. */
function inlined({ $schema: _uri, $defs = {}, ...schema }: JsonSchema): JsonSchema {
  const definitions = $defs as Record<string, JsonSchema>;
  const inline = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inline);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref, ...own } = value as JsonSchema;
    const { id: _id, ...definition } =
      typeof $ref === 'string' ? (definitions[$ref.replace('#/$defs/', '')] ?? {}) : {};
    const all = Object.entries({ ...definition, ...own });
    return Object.fromEntries(all.map(([name, member]) => [name, inline(member)]));
  };
  return inline(schema) as JsonSchema;
}
