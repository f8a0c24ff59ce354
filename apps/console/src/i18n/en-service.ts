import { type MessageText, messageTexts } from './message-texts';

/**
 * English texts of those messages of the service about single fields that are for developers: they name fields, standards and
 * values of the interface. The other messages are shown as they are. The test of this folder finds messages that need a text.
 */
const TEXTS: readonly MessageText[] = [
  // The form of an input: packages/contracts.
  ['Required: expected *.', 'This must be filled in.'],
  ['Required.', 'This must be filled in.'],
  ['Required for profileType *.', 'This must be filled in for this type of customer.'],
  ['Required unless profileType is T.', 'This must be filled in, except for temporary customers.'],
  ['Not a nextCursor of a page. Begin again without a cursor.', 'The list cannot go on from here. Begin again.'],
  ['Unknown field.', 'The service does not know this field.'],
  ['No lone surrogates: send well-formed Unicode.', 'The text has an incomplete character.'],
  ['Expected one of the forms that the document allows here.', 'The value has the wrong form.'],
  ['Expected one of *.', 'Choose one of these: {1}.'],
  ['Expected at least one of *.', 'Fill in at least one of the fields.'],
  ['Expected at least one character before the *.', 'Write at least one character before the asterisk.'],
  [
    'Expected at least one customer number or customer reference.',
    'Fill in at least one customer number or customer reference.',
  ],
  [
    'Expected an email address in ASCII characters, such as kari@example.no.',
    'Write an email such as kari@example.no, without letters such as æ, ø and å.',
  ],
  [
    'Expected nine digits, such as 974760673 or NO 974 760 673 MVA.',
    'Write nine digits, such as 974760673 or NO 974 760 673 MVA.',
  ],
  [
    'Expected a number of the Brønnøysund register: the check digit (modulus 11) does not fit.',
    'The check digit of this organisation number does not fit. Compare all nine digits.',
  ],
  ['Expected the five digits of an operator.', 'Write the five digits of an operator.'],
  ['Expected the sixteen digits of a card.', 'Write all sixteen digits of the card.'],
  ['Expected 1 to 10 digits, or 16 digits of a card.', 'Write 1 to 10 digits, or all sixteen digits of a card.'],
  [
    'Expected a check digit (Luhn) that fits: one of the sixteen digits is wrong.',
    'The check digit does not fit: one of the sixteen digits is wrong.',
  ],
  [
    'Expected operator, number and check digit (Luhn) of this card.',
    'Operator, number and check digit do not belong together.',
  ],
  [
    'Expected a country code of ISO 3166-1 alpha-3, such as NOR, or XXA (stateless) or XXX (unknown).',
    'Write a country code of three letters, such as NOR, or XXA (stateless) or XXX (unknown).',
  ],
  [
    'Expected a country code of ISO 3166-1 alpha-3, such as NOR.',
    'Write a country code of three letters, such as NOR.',
  ],
  ['Expected a language code of ISO 639-3, such as NOB.', 'Write a language code of three letters, such as NOB.'],
  ['Expected a language code of ISO 639-1, such as NO.', 'Write a language code of two letters, such as NO.'],
  ['Expected exactly four digits for a Norwegian postCode.', 'A Norwegian post code has four digits.'],
  ['A Norwegian postCode has exactly four digits.', 'A Norwegian post code has four digits.'],
  [
    'Expected a telephone number without an extension, such as 40612233, +4740612233 or 4520123456.',
    'Write a telephone number without an extension, such as 40612233 or +4740612233.',
  ],
  [
    'Expected a telephone number of the country with this countryCode, without an extension.',
    'Write a telephone number of the country with this calling code, without an extension.',
  ],
  ['Expected an assigned calling code, such as +47.', 'Write a calling code that is in use, such as +47.'],
  ['Expected countryCode and telephoneNumberNoCountryCode together.', 'Fill in both the calling code and the number.'],
  [
    'Expected a moment with an offset, such as 2026-01-31T08:15:30Z, or a bare day (YYYY-MM-DD), each on a real day.',
    'Write a time such as 2026-01-31T08:15:30Z, or a date such as 2026-01-31.',
  ],
  ['Expected a moment that is not in the future.', 'The time must not be in the future.'],
  ['Expected a moment in the future for profileType T.', 'For a temporary customer this must be in the future.'],
  ['Expected a moment after validFrom.', 'The end must be after the beginning.'],
  ['Expected a moment that is not before startOfOwnership.', 'The end must not be before the beginning.'],
  ['Expected a moment that is not before createdAt.', 'The time must not be before the customer was created.'],
  ['Expected a day that is not in the future.', 'The date must not be in the future.'],
  ['Expected * or a later day.', 'The date must not be before {1}.'],
  ['Expected a day in the form YYYY-MM-DD.', 'Write the date as YYYY-MM-DD.'],
  ['Expected a day that exists in the calendar.', 'This date is not in the calendar.'],
  ['Expected together with the value that was verified.', 'Fill in the value that was verified, too.'],
  ['* needs the * that was verified.', 'Fill in the value that was verified, too.'],
  [
    'Expected at least N characters, N of them different, and no common password.',
    'At least {1} characters, {2} of them different, and no common password.',
  ],
  ['Expected a password or its hash, not both.', 'Fill in a password or its hash, not both.'],
  ['Expected a hash of *', 'The password hash has a form that is not supported.'],
  ['Its parameters are too costly: *', 'The password hash takes too long to check. Leave it out.'],
  [
    'Expected an absolute URL such as https://example.no/customer-events, without credentials and fragment.',
    'Write a whole address, such as https://example.no/customer-events, without a password and without #.',
  ],
  ['Expected 32 hexadecimal characters.', 'Write 32 hexadecimal characters.'],
  [
    'Expected P, or no status, for a customer that was merged into another one.',
    'A customer who was merged into another one has the status P or none.',
  ],
  ['Expected with status D alone; any other customer has an email.', 'Only a deactivated customer can have this.'],
  ['Expected the same as email, or one of them alone.', 'Write the same as the email, or only one of them.'],
  ['Expected for profileType S alone.', 'Only a standard customer can have this.'],
  ['Expected each preference once in the list.', 'Each preference can be in the list only once.'],
  ['Expected each postal address id once in the list.', 'Each address can be in the list only once.'],
  [
    'Expected the same number as customerNumberToConnect, whose deprecated name it is.',
    'The two customer numbers are different.',
  ],
  // The built-in messages of zod.
  ['Invalid input: expected int, received *', 'Write a whole number.'],
  ['Invalid input: expected number, received *', 'Write a number.'],
  ['Invalid input: expected string, received *', 'Write a text.'],
  ['Invalid input: expected *, received *', 'The value has the wrong form.'],
  ['Invalid option: expected one of *', 'Choose one of these: {1}.'],
  ['Too big: expected number to be <=*', 'Too large: at most {1}.'],
  ['Too small: expected number to be >=*', 'Too small: at least {1}.'],
  ['Too big: expected * to have <=N *', 'Too many: at most {2}.'],
  ['Too small: expected * to have >=N *', 'Too few: at least {2}.'],
  // The rules: packages/domain and packages/application.
  [
    'There is no such customer. Send the row of the survivor before those that were merged into it.',
    'There is no such customer. The row of the customer who stays must come first.',
  ],
  [
    'Another customer of the organisation has this customerRef.',
    'Another customer of the organisation has this customer reference.',
  ],
  [
    'The customer exists. Import with onExisting update or skip.',
    'The customer exists. Choose that customers who exist are updated or skipped.',
  ],
  [
    'The customer exists and was not merged. Merge it with connect-profile or merge-profiles.',
    'The customer exists and was not merged. Merge it on the page for merging.',
  ],
  [
    'This * can not be given. Leave it out to get a new one.',
    'This value cannot be chosen. Leave it out to get a new one.',
  ],
  ['expirationDate lies in the past.', 'The day on which the data is deleted lies in the past.'],
  [
    'Customers hold values of this preference, so its preferenceType cannot change. Create another definition instead.',
    'Customers have values of this preference, so its type cannot change. Create another definition instead.',
  ],
  [
    'Preference N of the organisation has this preferenceCode. Use another code, or update that one.',
    'Another preference of the organisation has this code. Use another code.',
  ],
  [
    'The webhook is paused, so it sends nothing. Update it with isActive: true first.',
    'The webhook is paused, so it sends nothing. Resume it first.',
  ],
  [
    'The profile would have N entries in *; at most N are allowed. Remove some first.',
    'The customer would have {1} of these; at most {3} are allowed. Remove some first.',
  ],
  ['Profile N is of type *; this needs type *.', 'Customer {1} is of a type for which this is not possible.'],
  ['A preference of type TEXT takes *.', 'Write a text.'],
  ['A preference of type BOOLEAN takes *.', 'Choose yes or no.'],
  ['A preference of type NUMBER takes *.', 'Write a number, such as 12.5.'],
  ['A preference of type DATE takes *.', 'Write a date as YYYY-MM-DD.'],
  ['A temporary profile needs an expirationDate.', 'A temporary customer needs a day on which the data is deleted.'],
  [
    'The expirationDate of a temporary profile must lie in the future.',
    'The day on which the data of a temporary customer is deleted must lie in the future.',
  ],
  ['A verification timestamp must not lie in the future.', 'The time of a verification must not be in the future.'],
  ['currentPassword is wrong.', 'The current password is wrong.'],
  [
    'It is not known whether the change was made. *',
    'It is not certain that the change was saved. Reload the customer before you repeat it.',
  ],
  ['A call with this Idempotency-Key is still running. *', 'The change is still being made. Try again in a moment.'],
  ['Another call with this Idempotency-Key took over. *', 'The change is still being made. Try again in a moment.'],
  [
    'ecardNumber: cards of two operators have this number; send all sixteen digits.',
    'Cards of two operators have this number. Write all sixteen digits.',
  ],
  ['Webhooks are switched off: *', 'Webhooks are switched off. Ask those who operate the service.'],
  [
    'To deactivate a customer needs the permission :slett.',
    'Your account lacks the permission to deactivate a customer.',
  ],
];

const textOf = messageTexts(TEXTS);

/** The text of a message of the service: its own for customer service, otherwise the message. */
export function enServiceMessage(message: string): string {
  return textOf(message) ?? message;
}
