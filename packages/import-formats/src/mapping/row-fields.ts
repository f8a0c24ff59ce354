/** The single-valued fields of a row, with what a mapping can say about them. */
const ROW_FIELDS = [
  'customerNumber',
  'uuid',
  'customerRef',
  'profileType',
  'status',
  'firstName',
  'surname',
  'email',
  'emailOld',
  'emailVerifiedAt',
  'username',
  'password',
  'passwordHash',
  'telephoneNumber',
  'countryCode',
  'telephoneNumberNoCountryCode',
  'telephoneNumberVerifiedAt',
  'landlineNumber',
  'dateOfBirth',
  'nationality',
  'languagePreferenceISO6393',
  'languagePreference',
  'vippsId',
  'customerAccountId',
  'invoiceOrganisationId',
  'expirationDate',
  'organisationId',
  'mergedInto',
  'createdAt',
  'createdBy',
  'createdByChannel',
  'changedAt',
  'changedBy',
  'changedByChannel',
  'lastSignInAt',
  'lastSignInFrom',
] as const;

/** The lists of a row and the fields of their items. `preferences` are named by their code instead. */
const ROW_LISTS = {
  postalAddresses: ['typeOfAddress', 'addressLine1', 'addressLine2', 'postCode', 'town', 'countryCode', 'verifiedAt'],
  ecardOwnerships: [
    'ecardNumber',
    'ecardOperator',
    'ecardNumber16digits',
    'ecardName',
    'startOfOwnership',
    'endOfOwnership',
    'expirationDate',
    'bookingDate',
    'shippingDate',
  ],
  customerAccounts: ['accountId', 'name'],
  personnelTickets: ['ticketRightOwner', 'ticketRightBearer', 'validFrom', 'validTo', 'ticketHolderCode'],
  notes: ['text', 'createdBy', 'createdAt', 'changedBy', 'changedAt'],
} as const;

/** The list of a row, or undefined when it is none. */
function isRowList(name: string): name is keyof typeof ROW_LISTS {
  return Object.hasOwn(ROW_LISTS, name);
}

/** The fields of a row that hold numbers. A CSV file holds texts. */
const NUMBERS = new Set(['customerNumber', 'organisationId', 'mergedInto', 'ecardNumber']);

/** Whether a field of a row is a number, as `customerNumber` and `postalAddresses.0.town` are named. */
export function isNumberField(target: string): boolean {
  return NUMBERS.has(target.slice(target.lastIndexOf('.') + 1));
}

/** Whether a mapping can set this field: `surname`, `postalAddresses.0.town` or `preferences.NEWSLETTER`. */
export function isRowField(target: string): boolean {
  const [list = '', index = '', field = '', ...more] = target.split('.');
  if (index === '') return (ROW_FIELDS as readonly string[]).includes(list);
  if (list === 'preferences') return field === '' || /^\d+$/.test(index);
  if (!isRowList(list) || more.length > 0) return false;
  return /^\d{1,2}$/.test(index) && (ROW_LISTS[list] as readonly string[]).includes(field);
}
