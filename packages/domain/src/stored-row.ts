import type { EcardFields, EcardOwnership } from './ecard.js';
import type { ImportedLists, ImportedNote, ImportedPreference } from './import-row.js';
import type { PostalAddress, Profile, ProfileDetails } from './profile.js';

/** A profile in the form of a row, as an export writes it and an import reads it. It holds no id that is never reused. */
export interface StoredRow extends ProfileDetails, ImportedLists {
  readonly customerNumber: number;
  readonly uuid: string;
  readonly customerRef: string;
  readonly profileType: Profile['profileType'];
  readonly status: Profile['status'];
  readonly mergedInto?: number;
  readonly surname: string;
  readonly firstName: string;
  readonly emailOld?: string;
  /** Null: it has an email and no username, which is then its email by default. [UNIQ-3] */
  readonly username?: string | null;
  readonly passwordHash?: string;
  readonly languagePreferenceISO6393: string;
  readonly lastSignInAt?: string;
  readonly lastSignInFrom?: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly createdByChannel: string;
  readonly changedAt: string;
  readonly changedBy: string;
  readonly changedByChannel: string;
  readonly postalAddresses?: readonly Omit<PostalAddress, 'id' | 'createdAt' | 'changedAt'>[];
}

/** The parts of a row that are stored apart from the profile. */
export interface RowParts {
  readonly ecards: readonly EcardOwnership[];
  /** The profile that the number leads to: itself unless it was merged. */
  readonly survivor: Pick<Profile, 'customerNumber'>;
  /** The code of a preference definition. */
  readonly codeOf: (preferenceId: number) => string | undefined;
  readonly passwordHash?: string | undefined;
}

/** The names of the optional fields that a row has in common with a profile. */
const DETAILS = [
  ...['emailVerifiedAt', 'vippsId', 'countryCode', 'telephoneNumberNoCountryCode', 'telephoneNumberVerifiedAt'],
  ...['landlineNumber', 'dateOfBirth', 'nationality', 'invoiceOrganisationId', 'expirationDate'],
  ...['lastSignInAt', 'lastSignInFrom'],
] as const;

/** A required name that is stored as empty was given as this placeholder, which is read as empty again. */
export const EMPTY_NAME = 'ikke satt';

/** The profile as a row. The order of the fields, and of the items of each list, is always the same. */
export function storedRowOf(profile: Profile, { ecards, survivor, codeOf, passwordHash }: RowParts): StoredRow {
  const { customerNumber, status, profileType, setAside } = profile;
  const email = profile.email ?? profile.emailOld;
  const username = profile.username ?? setAside?.username;
  const row: Record<string, unknown> = { customerNumber, uuid: profile.uuid, customerRef: profile.customerRef };
  Object.assign(row, { profileType, status });
  if (survivor.customerNumber !== customerNumber) row['mergedInto'] = survivor.customerNumber;
  row['surname'] = nameOf(profile.surname, profileType);
  row['firstName'] = nameOf(profile.firstName, profileType);
  if (email !== undefined) row['email'] = email;
  if (status === 'D' && email !== undefined) row['emailOld'] = email;
  if (username !== undefined) row['username'] = username;
  else if (profileType === 'S' && email !== undefined) row['username'] = null;
  if (passwordHash !== undefined) row['passwordHash'] = passwordHash;
  row['languagePreferenceISO6393'] = profile.languagePreferenceISO6393;
  const fields = profile as unknown as Readonly<Record<string, unknown>>;
  for (const name of DETAILS) if (fields[name] !== undefined) row[name] = fields[name];
  for (const name of ['created', 'changed'] as const) {
    row[`${name}At`] = fields[`${name}At`];
    row[`${name}By`] = fields[`${name}By`];
    row[`${name}ByChannel`] = fields[`${name}ByChannel`];
  }
  addLists(row, profile, { ecards, codeOf });
  return row as unknown as StoredRow;
}

function nameOf(name: string, type: Profile['profileType']): string {
  return name === '' && type !== 'T' ? EMPTY_NAME : name;
}

function addLists(
  row: Record<string, unknown>,
  profile: Profile,
  { ecards, codeOf }: Pick<RowParts, 'ecards' | 'codeOf'>,
) {
  const lists = {
    postalAddresses: profile.postalAddresses.map(addressOf),
    ecardOwnerships: [...ecards].sort(compareCards).map(cardOf),
    preferences: profile.preferences.flatMap(({ preferenceId, preferenceValue }): ImportedPreference[] => {
      const preferenceCode = codeOf(preferenceId);
      return preferenceCode === undefined ? [] : [{ preferenceCode, preferenceValue }];
    }),
    customerAccounts: profile.customerAccounts.map(({ accountId, name }) => ({
      accountId,
      ...(name !== undefined && { name }),
    })),
    personnelTickets: profile.personnelTickets.map(
      ({ ticketRightOwner, ticketRightBearer, validFrom, validTo, ticketHolderCode }) => ({
        ...{ ticketRightOwner, ticketRightBearer, validFrom, validTo, ticketHolderCode },
      }),
    ),
    notes: profile.notes.map(
      ({ text, createdAt, createdBy, changedAt, changedBy }): ImportedNote => ({
        text,
        createdAt,
        createdBy,
        changedAt,
        changedBy,
      }),
    ),
  };
  for (const [name, list] of Object.entries(lists)) if (list.length > 0) row[name] = list;
}

function addressOf(address: PostalAddress) {
  const { town, postCode, typeOfAddress, countryCode, verifiedAt, addressLine1, addressLine2 } = address;
  return {
    ...{ town, postCode, typeOfAddress, countryCode },
    ...(verifiedAt !== undefined && { verifiedAt }),
    ...(addressLine1 !== undefined && { addressLine1 }),
    ...(addressLine2 !== undefined && { addressLine2 }),
  };
}

const CARD_DETAILS = ['endOfOwnership', 'ecardName', 'bookingDate', 'shippingDate', 'expirationDate'] as const;

function cardOf(card: EcardOwnership): EcardFields {
  const { ecardOperator, ecardNumber, startOfOwnership } = card;
  const fields: Record<string, unknown> = { ecardOperator, ecardNumber, startOfOwnership };
  for (const name of CARD_DETAILS) if (card[name] !== undefined) fields[name] = card[name];
  return fields as unknown as EcardFields;
}

/** Ids are random, so the order comes from what a card says. */
function compareCards(a: EcardOwnership, b: EcardOwnership): number {
  return compare(a.startOfOwnership, b.startOfOwnership) || compare(textOf(a), textOf(b));
}

function textOf(card: EcardOwnership): string {
  return JSON.stringify(cardOf(card));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
