import { ecardQueryFrom, tidiedName } from '@profiles/domain';
import { z } from 'zod';
import { formedText, type Refusal, text } from './text-field.js';

// The field types that operations share. Every field keeps a plain schema (no transforms), so that the same schema also
// describes the field in the OpenAPI document.

export { instant } from './moments.js';
export { optional, optionalNotNull, text } from './text-field.js';

/** A required name, 606 if it is empty or blank. Stored trimmed, with single spaces. */
export function name() {
  return text({
    max: 100,
    whenBlank: { code: 606, message: 'A name must not be empty or blank.' },
    read: tidiedName,
  }).meta({ examples: ['Kari'] });
}

const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$/;

const NOT_AN_EMAIL: Refusal = {
  code: 603,
  message: 'Expected an email address in ASCII characters, such as kari@example.no.',
};

/** An email address in ASCII, otherwise 603 (the grammar of the HTML standard, with a dot in the domain). Trimmed. */
export function email() {
  const read = (value: string) => {
    const trimmed = value.trim();
    return EMAIL.test(trimmed) ? trimmed : NOT_AN_EMAIL;
  };
  return formedText({ max: 80, whenBlank: NOT_AN_EMAIL, read }).meta({
    maxLength: 80,
    format: 'email',
    pattern: EMAIL.source,
    examples: ['kari.nordmann@example.no'],
    description: 'An email address in ASCII characters. Stored as written, compared without case.',
  });
}

const ORGANISATION_NUMBER_FORM = /^(?:NO)?(\d{9})(?:MVA)?$/i;

/** The nine digits in any of the forms of an organisation number: with blanks, a leading NO or a trailing MVA. */
function organisationNumberIn(value: string): string | undefined {
  return ORGANISATION_NUMBER_FORM.exec(value.replace(/\s+/g, ''))?.[1];
}

/** A number of the Brønnøysund register: nine digits, the last one a check digit with modulus 11. */
export function invoiceOrganisationId() {
  const read = (value: string): string | Refusal => {
    const digits = organisationNumberIn(value);
    if (digits === undefined) return { message: 'Expected nine digits, such as 974760673 or NO 974 760 673 MVA.' };
    if (hasModulus11CheckDigit(digits) && digits !== '000000000') return digits;
    return { message: 'Expected a number of the Brønnøysund register: the check digit (modulus 11) does not fit.' };
  };
  return formedText({ max: 40, read }).meta({
    format: 'norwegian-organisation-number',
    examples: ['974760673'],
    description:
      'Organisation number of the Brønnøysund register, for invoice customers. Blanks, a leading NO and a trailing MVA are removed.',
  });
}

/** The criterion for it, compared in the same form. Any other text is found nowhere. */
export function invoiceOrganisationIdCriterion() {
  return text({ max: 40, read: (value) => organisationNumberIn(value) ?? value }).meta({
    examples: ['974760673'],
    description: 'Organisation number of the Brønnøysund register, for invoice customers.',
  });
}

function hasModulus11CheckDigit(digits: string): boolean {
  const weights = [3, 2, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  // A remainder of 1 would need the digit 10: such numbers are not assigned.
  return (11 - (sum % 11)) % 11 === Number(digits[8]);
}

/** A customer number: an integer from 1. */
export function customerNumber() {
  return z
    .int()
    .min(1)
    .meta({ format: 'int64', examples: [1_000_000], description: 'Customer number.' });
}

/** The id of an organisation: an integer from 1. */
export function organisationId() {
  return z
    .int()
    .min(1)
    .meta({ format: 'int64', examples: [1], description: 'The organisation that the customer is registered with.' });
}

/** The organisation's own reference for a customer: 1 to 40 characters, trimmed. */
export function customerRef() {
  return text({ max: 40, read: (value) => value.trim() }).meta({
    examples: ['CRM-4711'],
    description: "The organisation's own reference for the customer. Unique within the organisation.",
  });
}

/** The actor or the channel of a change: `web`, `app` or the user name of an employee. */
export function actor() {
  return text({ max: 100 }).meta({ examples: ['web'] });
}

/** The five digits of a card operator, as text. */
export function ecardOperator() {
  const refusal: Refusal = { message: 'Expected the five digits of an operator.' };
  return formedText({ max: 100, read: (value) => (/^\d{5}$/.test(value) ? value : refusal) }).meta({
    maxLength: 5,
    pattern: '^[0-9]{5}$',
    examples: ['57803'],
    description: 'The operator that issued the card: five digits.',
  });
}

/** A card number: up to ten digits, as a number. */
export function ecardNumber() {
  return z
    .int()
    .min(0)
    .max(9_999_999_999)
    .meta({ format: 'int64', examples: [1234567890], description: 'E-card number: ten digits, as a number.' });
}

/** [CARD-5] The text that a lookup by card takes: 1 to 10 or 16 digits, with blanks between. */
export function ecardQuery() {
  const read = (value: string): string | Refusal => {
    const query = ecardQueryFrom(value);
    if (query === 'wrong-check-digit') {
      return { code: 628, message: 'Expected a check digit (Luhn) that fits: one of the sixteen digits is wrong.' };
    }
    return typeof query === 'string' ? { message: 'Expected 1 to 10 digits, or 16 digits of a card.' } : value;
  };
  return formedText({ max: 100, read }).meta({
    pattern: '^(?:[0-9](?:[ \\u00a0\\u2007\\u202f]*[0-9]){0,9}|[0-9](?:[ \\u00a0\\u2007\\u202f]*[0-9]){15})$',
    maxLength: 100,
    examples: ['5780312345678902'],
    description:
      '1 to 10 digits (padded with zeros), or 16 of which the last is a check digit (Luhn). Blanks may stand between them.',
  });
}
