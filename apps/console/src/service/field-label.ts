import type { FieldError } from '@profiles/contracts/calls';
import i18next, { type TFunction } from 'i18next';

/** The groups of texts that name fields, in the order in which they are tried. */
const GROUPS = ['field', 'list', 'addresses', 'cards', 'tickets', 'accounts', 'notes'] as const;
/** Fields that the pages call by another name than the service. */
const CALLED: Readonly<Record<string, string>> = {
  telephoneNumber: 'field.telephone',
  ecardOperator: 'cards.digits',
  ecardNumber: 'cards.digits',
  ecardNumber16digits: 'cards.digits',
  ecardName: 'cards.name',
  ticketRightOwner: 'tickets.owner',
  ticketRightBearer: 'tickets.bearer',
  ticketHolderCode: 'tickets.code',
  validFrom: 'tickets.from',
  validTo: 'tickets.to',
  accountId: 'accounts.id',
  typeOfAddress: 'addresses.typeLabel',
  preferenceValue: 'preferences.value',
  // These are loaded with the pages of the administration.
  url: 'admin:webhooks.url',
  preferenceCode: 'admin:definitions.code',
  preferenceType: 'admin:definitions.type',
  preferenceDescription: 'admin:definitions.description',
};

/** The field of an error as the pages name it; as the service does where there is no text for it. */
export function fieldLabel({ path, message }: FieldError, t: TFunction): string {
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
  // The service has one name for the calling code of a telephone number and the country of an address.
  const isCountry = name === 'countryCode' && message.includes('ISO 3166');
  const keys = isCountry
    ? ['addresses.countryCode']
    : [CALLED[name] ?? '', ...GROUPS.map((group) => `${group}.${name}`)];
  const key = keys.find(
    (one) => one !== '' && i18next.exists(one) && typeof i18next.t(one as 'field.name') === 'string',
  );
  return key === undefined ? path : t(key as 'field.name');
}
