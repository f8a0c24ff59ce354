const explained =
  (folder) =>
  (name, from, ...[why, to]) => ({
    file: `${folder}/${name}.ts`,
    from,
    ...(to !== undefined && { to }),
    why,
  });
const domain = explained('packages/domain/src');
const tenant = explained('packages/application/src/tenant');

const SHORT_CUT = 'A short cut. The way around it has the same result.';
const NO_DIGIT = 'What is not a digit or + is removed in the end, so that it does not matter what is in its place.';
const UNDEFINED = 'A field that is undefined is as one that is absent: neither is sent or stored.';

/**
 * Mutants that no test can find, each with the reason. Without `to`, all mutants of the text are meant.
 *
 * @type {readonly { file: string, from: string, to?: string, why: string }[]}
 */
export const SURVIVORS = [
  domain('accept', '[]', 'The text that takes the place of a card is no card of any customer.'),
  domain('accept', 'before === after', SHORT_CUT, 'false'),
  domain('accept', 'before === result', SHORT_CUT, 'false'),
  domain('accept', 'after[list] === before[list]', SHORT_CUT, 'false'),
  domain('accept', 'after?.customerNumber', 'Only an erasure removes cards, and it is accepted without a comparison.'),
  domain(
    'calendar-day',
    '/^\\d{4}-\\d\\d-\\d\\d$/',
    'With anything before them the digits are at other places, and no day.',
  ),
  domain('comparable-telephone', "''", NO_DIGIT),
  domain('comparable-telephone', '/^\\s*tel:/', NO_DIGIT),
  domain('convert-profile', 'profile.email !== undefined', UNDEFINED, 'true'),
  domain('create-profile', '[]', 'A creation with addresses gets their ids.'),
  domain('deactivate-profile', 'expirationDate !== undefined', 'An absent date is not before any date.', 'true'),
  domain(
    'define-preference',
    'other.id !== id',
    'The code was compared with that of the stored definition before.',
    'true',
  ),
  domain('define-webhook', 'id.slice(0, 8)', 'Any free slot will do; the id spreads them.'),
  domain('deliver-webhook', 'status !== undefined', 'An absent status is not at least 200.', 'true'),
  domain('ecard-ownership', "''", 'Only ended ownerships are compared: all have an end.'),
  domain('distinct-profiles', '[]', 'The text that takes the place of a number names no profile.'),
  domain('erase-profile', '[]', 'The text that takes the place of a profile or a number names none.'),
  domain('erase-profile', 'from !== undefined', 'An absent date is not before any date.', 'true'),
  domain('field-changes', '[]', 'The text that takes the place of a card, or of an entry, equals none.'),
  domain(
    'field-changes',
    '!Array.isArray(before) && !Array.isArray(after) && left === right',
    'A short cut for single values. The way for lists has the same result.',
    'false',
  ),
  domain(
    'field-changes',
    '!Array.isArray(before)',
    'Only a removal, which has no history, has a list before and none after.',
    'Array.isArray(before)',
  ),
  domain('field-changes', '(change.after ?? change.before)?.customerNumber', 'A change has a before or an after.'),
  domain('field-changes', "typeof entry === 'object'", 'A text has no member mergedFrom either.', 'true'),
  domain('field-changes', 'change.from !== undefined', 'No list of numbers has an undefined one.', 'true'),
  domain('instant', 'a > b', 'Of two equal moments either is the later one.', 'a >= b'),
  domain('postal-addresses', "''", 'Two addresses are compared without their times.'),
  domain('postal-addresses', 'before === undefined', 'The address is there: this was checked before.', 'false'),
  domain('postal-addresses', "'The address exists: this was checked before.'", 'It is never thrown.'),
  domain('postal-addresses', 'errors[0]?.code', 'One code comes from one error at least.'),
  domain('postal-addresses', 'verifiedAt === undefined', UNDEFINED, 'false'),
  domain('preference-definition', '/^\\d{4}-\\d\\d-\\d\\d$/', 'isCalendarDay checks the form again.'),
  domain('preview-merge', 'after?.customerNumber', 'A merge removes no profile.'),
  domain('preview-merge', 'held?.preferenceValue', 'The source keeps those preferences only that the target has.'),
  domain('preview-merge', 'after[field] !== undefined', UNDEFINED, 'true'),
  domain('preview-merge', 'target !== undefined', UNDEFINED, 'true'),
  domain(
    'preview-merge',
    'sourceAfter?.mergeRecord === undefined || targetAfter === undefined',
    'A merge that changes one party changes the other one too.',
    'sourceAfter?.mergeRecord === undefined && targetAfter === undefined',
  ),
  domain('preview-merge', 'sourceAfter?.mergeRecord === undefined', 'Then the target is not changed either.', 'false'),
  domain('preview-merge', 'targetAfter === undefined', 'Then the source is not changed either.', 'false'),
  domain('revision', 'before !== after', SHORT_CUT, 'true'),
  domain('revision', '!names.includes(name)', 'A password and cards are no fields of a profile.', 'true'),
  domain(
    'same',
    'index < a.length',
    'Behind the ends of two lists of one length is nothing, in both.',
    'index <= a.length',
  ),
  domain('same', '!Array.isArray(a) || !Array.isArray(b)', 'A field is a list, or absent, on both sides.'),
  domain('sign-in', "''", 'It is compared with a name that a customer signs in with, which is not empty.'),
  domain('take-fields', '[]', 'The text that takes the place of a field is the name of none.'),
  domain('take-fields', 'username !== target.username', 'Setting the value that is there changes nothing.', 'true'),
  domain('take-fields', "group === 'email'", 'The same value is set for other groups once more.'),
  domain('take-fields', "group === 'telephoneNumber'", 'The same value is set for other groups once more.'),
  domain(
    'take-fields',
    'target.email === undefined',
    'Then the source, which has the same email, has none verified.',
    'false',
  ),
  domain(
    'take-fields',
    'target.telephoneNumberNoCountryCode === undefined',
    'Then the source, which has the same number, has none verified.',
    'false',
  ),
  domain('update-profile', "''", 'A rejection of addresses has errors, or a path and a message.'),
  domain(
    'update-profile',
    "typeof expirationDate === 'string'",
    'Null and undefined give the default as well.',
    'true',
  ),
  domain('update-profile', 'email !== undefined', UNDEFINED, 'true'),
  domain('update-profile', 'telephoneNumberNoCountryCode !== undefined', UNDEFINED, 'true'),
  domain('verification', '[]', 'The text that takes the place of a field is the name of none.'),
  tenant(
    'tenant-lookups',
    'read < MAX_READS',
    'It allows one read more of a profile whose merges keep changing.',
    'read <= MAX_READS',
  ),
  tenant(
    'tenant-store',
    'delivery && markVisible(delivery)',
    'The mark is a type: the value is the same with and without it.',
    'delivery || markVisible(delivery)',
  ),
];
