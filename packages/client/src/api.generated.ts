// Made by generate-api.mjs from the operations of @profiles/contracts. Do not edit.
import type { CallOptions } from '@profiles/contracts/calls';

/**
 * ISO 3166-1 alpha-3, in any case. XXA is stateless and XXX unknown. XKX is Kosovo; XKK, RKS and XXK are read as
 * XKX.
 */
export type Nationality = string;

/** A customer with related information. */
export interface CustomerResponse {
  /**
   * 32 hex characters. Not RFC 4122 compliant.
   * @example "6b1f0e6d3c8a4f0f9d2e7c5b4a392817"
   */
  uuid: string;
  /** 'A' = Active, 'P' = Passive, 'D' = Deleted. */
  status: 'A' | 'P' | 'D';
  /** Surname. Empty when it is not known. */
  surname: string;
  /** First name. Empty when it is not known. */
  firstName: string;
  /**
   * When the customer was last changed.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedAt: string;
  /** The actor of the last change. */
  changedBy: string;
  /** The channel of the last change. */
  changedByChannel: string;
  /**
   * When the customer was created.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt: string;
  /** The actor who created the customer. */
  createdBy: string;
  /** The channel through which the customer was created. */
  createdByChannel: string;
  /** Customer number. */
  customerNumber: number;
  /** The organisation that the customer is registered with. */
  organisationId: number;
  /** 'S' = Standard customer, 'P' = Personnel ticket customer, 'T' = Temporary customer. */
  profileType: 'S' | 'P' | 'T';
  /** Contact email. May become different from username. */
  email?: string | undefined;
  /** Vipps unique user identifier. */
  vippsId?: string | undefined;
  /** When status is 'D', the value of 'email' is moved here. */
  emailOld?: string | undefined;
  /**
   * The profile this one was merged into.
   * @example 1000005
   */
  parentId?: number | undefined;
  /** Username the customer can use to log on to their profile. */
  username?: string | undefined;
  /** Telephone number country code, starting with +. */
  countryCode?: string | undefined;
  /** Defaults to the customer number. */
  customerRef?: string | undefined;
  /** Day of birth. */
  dateOfBirth?: string | undefined;
  /** ISO 3166-1 alpha-3, or XXA (stateless) or XXX (unknown). */
  nationality?: string | undefined;
  /** Shown with includePreferences. */
  preferences?: CustomerPreferenceResponse[] | undefined;
  /**
   * When the customer last signed in.
   * @example "2026-01-31T08:15:30.000Z"
   */
  lastSignInAt?: string | undefined;
  /**
   * When the personal data should be deleted.
   * @example "2026-01-31T08:15:30.000Z"
   */
  expirationDate?: string | undefined;
  /** Landline telephone number, as it was sent. */
  landlineNumber?: string | undefined;
  /** Where the customer last signed in from. */
  lastSignInFrom?: string | undefined;
  /** Shown with includeECards. */
  ecardOwnerships?: EcardOwnershipResponse[] | undefined;
  /**
   * When the email was verified.
   * @example "2026-01-31T08:15:30.000Z"
   */
  emailVerifiedAt?: string | undefined;
  /** Postal addresses of the customer. */
  postalAddresses?: PostalAddressResponse[] | undefined;
  /**
   * countryCode and telephoneNumberNoCountryCode as one number.
   * @deprecated countryCode and telephoneNumberNoCountryCode as one number.
   */
  telephoneNumber?: string | undefined;
  /** Accounts of account based ticketing. */
  customerAccounts?: CustomerAccountResponse[] | undefined;
  /**
   * Not used: consents are kept in another system.
   * @example []
   */
  customerConsents?: (Record<string, unknown>)[] | undefined;
  /**
   * The first of customerAccounts.
   * @deprecated The first of customerAccounts.
   */
  customerAccountId?: string | undefined;
  /**
   * Shown with includePersonnelTicket.
   * @deprecated Shown with includePersonnelTicket.
   */
  personnelTickets?: PersonnelTicket[] | undefined;
  /** The customer numbers of profiles which have been merged into this one. */
  relatedCustomerNumbers?: number[] | undefined;
  /** ISO 639-3, in upper case. */
  languagePreferenceISO6393?: string | undefined;
  /**
   * When the telephone number was verified.
   * @example "2026-01-31T08:15:30.000Z"
   */
  telephoneNumberVerifiedAt?: string | undefined;
  /** Telephone number without the calling code. */
  telephoneNumberNoCountryCode?: string | undefined;
  /**
   * The customer number.
   * @deprecated The customer number.
   */
  id?: number | undefined;
  /**
   * Shown with includeNotes.
   * @deprecated Shown with includeNotes.
   */
  notes?: Note[] | undefined;
  /**
   * Deprecated and not used.
   * @example []
   * @deprecated Deprecated and not used.
   */
  consents?: (Record<string, unknown>)[] | undefined;
  /**
   * The language in two letters (ISO 639-1), where it has some.
   * @deprecated The language in two letters (ISO 639-1), where it has some.
   */
  languagePreference?: string | undefined;
  /** Organisation number of the Brønnøysund register. */
  invoiceOrganisationId?: string | undefined;
  /**
   * The requested customer number, when that profile was merged into this one.
   * @example 1000006
   */
  redirectedFrom?: number | undefined;
}

/** A deactivated customer, without its data. */
export interface DeactivatedCustomer {
  /**
   * 32 hex characters. Not RFC 4122 compliant.
   * @example "6b1f0e6d3c8a4f0f9d2e7c5b4a392817"
   */
  uuid: string;
  /**
   * Deactivated.
   * @example "D"
   */
  status: 'D';
  /**
   * Customer number.
   * @example 1000002
   */
  customerNumber: number;
  /**
   * The organisation that the customer is registered with.
   * @example 1
   */
  organisationId: number;
}

/** ChangePage. */
export interface ChangePage {
  /** The changes, the latest first. */
  items: ProfileChange[];
  /**
   * Absent on the last page.
   * @example "MDE5Y2E5NDUtMGEwMA"
   */
  nextCursor?: string | undefined;
}

/** CustomerAccountResponse. */
export interface CustomerAccountResponse {
  /** Customer account id used for account based ticketing. */
  accountId: string;
  /** The name of the account. */
  name?: string | undefined;
  /**
   * When the account was last changed.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedAt: string;
  /**
   * When the account was added to the customer.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt: string;
}

/** CustomerConnectResponse. */
export interface CustomerConnectResponse {
  /**
   * When the profile that stays was last changed.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedAt: string;
  /** Customer numbers of all profiles that lead to this one. */
  relatedCustomerNumbers: number[];
}

/** CustomerPage. */
export interface CustomerPage {
  /** The customers of this page. */
  items: CustomerResponse[];
  /** The number of matches; on later pages of a walk by cursor, when the walk began. */
  totalItems?: number | undefined;
  /** Number of pages of this size. */
  totalPages?: number | undefined;
  /**
   * Absent on the last page.
   * @example "WyJOb3JkbWFubiIsMTAwMDAwMF0"
   */
  nextCursor?: string | undefined;
}

/** CustomerPreferenceRequest. */
export interface CustomerPreferenceRequest {
  /**
   * Id of the preference. At least 1.
   * @example 1
   */
  preferenceId: number;
  /**
   * Value of the preference, such as a membership number. BOOLEAN: true or false. NUMBER: decimal. DATE:
   * YYYY-MM-DD. 1 to 500 characters.
   * @example "true"
   */
  preferenceValue: string;
}

/** CustomerPreferenceResponse. */
export interface CustomerPreferenceResponse {
  /** Id of the preference. */
  preferenceId: number;
  /** The value that the customer has. */
  preferenceValue: string;
  /**
   * When the value was last changed.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedAt: string;
  /**
   * When the preference was set.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt: string;
  /** The definition of the preference. */
  preference?: PreferenceResponse | undefined;
  /**
   * The customer number.
   * @deprecated The customer number.
   */
  customerId: number;
}

/** DuplicatePage. */
export interface DuplicatePage {
  /** The pairs of this page. */
  items: DuplicatePair[];
  /**
   * Absent on the last page.
   * @example "MDE5Y2E5NDUtMGEwMA"
   */
  nextCursor?: string | undefined;
}

/** DuplicatePair. */
export interface DuplicatePair {
  /** The two customers, the lower number first. 2 to 2 items. */
  customerNumbers: number[];
  /** Likelihood in hundredths that they are one person. It orders the pairs; no probability. At most 1. */
  score: number;
  /** The reasons, the weightiest first. */
  reasons: ('same-email' | 'same-telephone' | 'same-date-of-birth' | 'same-name' | 'same-address' | 'same-landline' | 'similar-name')[];
}

/** DuplicateSuggestion. */
export interface DuplicateSuggestion {
  /** Customer number. */
  customerNumber: number;
  /** 'S' = Standard customer, 'P' = Personnel ticket customer, 'T' = Temporary customer. */
  profileType: 'S' | 'P' | 'T';
  /**
   * How likely it is the same person, in hundredths. It orders the suggestions and is no probability. At most 1.
   * @example 0.61
   */
  score: number;
  /** The reasons, the weightiest first. */
  reasons: ('same-email' | 'same-telephone' | 'same-date-of-birth' | 'same-name' | 'same-address' | 'same-landline' | 'similar-name')[];
}

/** EcardOwnershipResponse. */
export interface EcardOwnershipResponse {
  /** Id of the ownership. */
  id: string;
  /**
   * When the ownership was last changed.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedAt: string;
  /**
   * When the ownership was registered.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt: string;
  /**
   * The customer number. At least 1.
   * @example 1000000
   * @deprecated The customer number.
   */
  customerId: number;
  /** The number as a JSON number: without leading zeros. */
  ecardNumber: number;
  /** The operator that issued the card: five digits. */
  ecardOperator: string;
  /**
   * When the ecard was first connected to the customer.
   * @example "2026-01-31T08:15:30.000Z"
   */
  startOfOwnership: string;
  /** Operator, number and check digit (Luhn). */
  ecardNumber16digits: string;
  /** Customer defined ecard alias. */
  ecardName?: string | undefined;
  /**
   * When the card was ordered.
   * @example "2026-01-31T08:15:30.000Z"
   */
  bookingDate?: string | undefined;
  /**
   * When the card was sent to the customer.
   * @example "2026-01-31T08:15:30.000Z"
   */
  shippingDate?: string | undefined;
  /**
   * When the customer removed the ecard connection. Absent on the current ownership.
   * @example "2026-01-31T08:15:30.000Z"
   */
  endOfOwnership?: string | undefined;
  /**
   * When the physical ecard expires.
   * @example "2026-01-31T08:15:30.000Z"
   */
  expirationDate?: string | undefined;
}

/** EventPage. */
export interface EventPage {
  /** The events, oldest first. */
  items: {
    /** The version of CloudEvents. */
    specversion: '1.0';
    /** The id of the event. It is the same wherever the event is received. */
    id: string;
    /** The service that made the change. */
    source: '/customers/v2';
    /** The type of the event, with its version. */
    type: 'customer.created.v1' | 'customer.updated.v1' | 'customer.deleted.v1';
    /** The customer number as text. */
    subject: string;
    /** The time when the change happened. */
    time: string;
    /** The media type of data. */
    datacontenttype: 'application/json';
    /** The change. It holds no personal data. */
    data: {
      /** DELETE stands for a purge or an erasure. */
      eventType: 'CREATE' | 'UPDATE' | 'DELETE';
      /** The customer that changed. */
      customerNumber: number;
      /** The organisation of the customer. */
      organisationId: number;
      /** The revision of the profile after the change. It increases by one with each event of a customer. At least 1. */
      revision: number;
      /**
       * Increases when the database is restored from a backup. Compare (epoch, revision): a higher epoch is newer
       * whatever its revision. At least 1. Default: `1`.
       */
      epoch: number;
      /** The slug of the operation. */
      cause: string;
      /** Names of fields. Subscribers look up the values. */
      changedFields: string[];
      /**
       * The other party of a merge, connect, unmerge or card transfer.
       * @example 1000001
       */
      relatedCustomerNumber?: number | undefined;
      /** The correlation id of the call that made the change. */
      correlationId: string;
    };
  }[];
  /** The position after these events. It is there on every page. */
  nextCursor: string;
}

/** ISO 3166-1 alpha-3, in any case. XKX is Kosovo; XKK, RKS and XXK are read as XKX. */
export type CountryCode = string;

/** Import. */
export interface Import {
  /** Id of the import. */
  id: string;
  /** The name that the caller gave it, such as that of the file. */
  name?: string | undefined;
  /** Whether it writes nothing and only tells the outcome of each row. */
  dryRun: boolean;
  /** The treatment of a row whose customer exists. */
  onExisting: 'refuse' | 'skip' | 'update';
  /** Whether its changes have events. */
  events: 'each' | 'none';
  /** Rows are accepted while it is open. */
  state: 'open' | 'completed' | 'undone';
  /**
   * When the import was created.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt: string;
  /** The rows by outcome. */
  counts: {
    /** Rows that created a customer. At least 0. */
    created: number;
    /** Rows that changed a customer. At least 0. */
    updated: number;
    /** Rows that said what was stored already. At least 0. */
    unchanged: number;
    /** Rows whose customer existed, with onExisting skip. At least 0. */
    skipped: number;
    /** Rows that were refused. At least 0. */
    refused: number;
  };
}

/** ImportPage. */
export interface ImportPage {
  /** The imports of this page. */
  items: Import[];
  /**
   * Absent on the last page.
   * @example "WyIyMDI2LTAzLTAxIl0"
   */
  nextCursor?: string | undefined;
}

/** ImportRow. */
export interface ImportRow {
  /**
   * Surname. Stored trimmed, with single spaces. 1 to 100 characters.
   * @example "Nordmann"
   */
  surname?: string | null | undefined;
  /**
   * First name, with any middle names. Stored trimmed, with single spaces. 1 to 100 characters.
   * @example "Kari"
   */
  firstName?: string | null | undefined;
  /**
   * The actor who creates the customer: web, app or the user name of an employee. 1 to 100 characters.
   * @example "web"
   */
  createdBy: string;
  /**
   * The channel through which the customer is created. 1 to 100 characters.
   * @example "web"
   */
  createdByChannel: string;
  /**
   * An email address in ASCII characters. Stored as written, compared without case.
   * @example "kari.nordmann@example.no"
   */
  email?: string | null | undefined;
  /**
   * Vipps unique user identifier.
   * @example "vipps-0f8fad5b"
   */
  vippsId?: string | null | undefined;
  /**
   * Calling code of the telephone number, with a plus sign. It goes with telephoneNumberNoCountryCode.
   * @example "+47"
   */
  countryCode?: string | null | undefined;
  /**
   * Telephone number without the calling code. It goes with countryCode.
   * @example "91234567"
   */
  telephoneNumberNoCountryCode?: string | null | undefined;
  /**
   * Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling code, in any
   * common spelling.
   * @example "+4791234567"
   * @deprecated Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling
   * code, in any common spelling.
   */
  telephoneNumber?: string | null | undefined;
  /**
   * Day of birth: a real day from 1850-01-01 to today (in UTC+14).
   * @example "1985-04-12"
   */
  dateOfBirth?: string | null | undefined;
  /**
   * ISO 3166-1 alpha-3, in any case. XXA is stateless and XXX unknown. XKX is Kosovo; XKK, RKS and XXK are read as
   * XKX.
   * @example "NOR"
   */
  nationality?: string | null | undefined;
  /**
   * When the customer's personal data should be deleted.
   * @example "2026-01-31T08:15:30.000Z"
   */
  expirationDate?: string | null | undefined;
  /**
   * Landline telephone number. Stored as sent, compared in normal form.
   * @example "22123456"
   */
  landlineNumber?: string | null | undefined;
  /**
   * The language in which the customer wants information: a code of ISO 639-3 (code set of 2026-07-15), in any
   * case. Default is 'NOB'.
   * @example "NOB"
   */
  languagePreferenceISO6393?: string | null | undefined;
  /**
   * Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.
   * @example "NO"
   * @deprecated Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.
   */
  languagePreference?: string | null | undefined;
  /**
   * When the telephone number was verified. Removed when the number changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  telephoneNumberVerifiedAt?: string | null | undefined;
  /**
   * Use /profiles/{customerNumber}/customer-accounts.
   * @example "ABT-3000158"
   * @deprecated Use /profiles/{customerNumber}/customer-accounts.
   */
  customerAccountId?: string | null | undefined;
  /**
   * Organisation number of the Brønnøysund register, for invoice customers. Blanks, a leading NO and a trailing
   * MVA are removed.
   * @example "974760673"
   */
  invoiceOrganisationId?: string | null | undefined;
  /**
   * The user's password.
   * @example "correct horse battery staple"
   */
  password?: string | null | undefined;
  /**
   * The organisation's own reference for the customer. Unique within the organisation.
   * @example "CRM-4711"
   */
  customerRef?: string | null | undefined;
  /**
   * 'S' = Standard customer, 'P' = Personnel ticket customer, 'T' = Temporary customer. Default: `"S"`.
   * @example "S"
   */
  profileType?: 'S' | 'P' | 'T' | undefined;
  /**
   * Default: the caller's organisation. Another one refuses the row. At least 1.
   * @example 1
   */
  organisationId?: number | undefined;
  /** Postal addresses of the customer. An id is ignored. */
  postalAddresses?: {
    /**
     * The address post town. 1 to 60 characters.
     * @example "Oslo"
     */
    town: string;
    /**
     * The address post code. Exactly 4 digits for Norwegian addresses. 1 to 10 characters.
     * @example "0150"
     */
    postCode: string;
    /**
     * The type of address: 'P' = Private, 'I' = Invoice, 'S' = Shadow.
     * @example "P"
     */
    typeOfAddress: 'P' | 'I' | 'S';
    /**
     * ISO 3166-1 alpha-3, in any case. XKX is Kosovo; XKK, RKS and XXK are read as XKX.
     * @example "NOR"
     */
    countryCode?: string | null | undefined;
    /**
     * When the address was verified. Removed when the address changes.
     * @example "2026-01-31T08:15:30.000Z"
     */
    verifiedAt?: string | null | undefined;
    /**
     * First line of the address: street and number.
     * @example "Storgata 1"
     */
    addressLine1?: string | null | undefined;
    /**
     * Second line of the address.
     * @example "Oppgang B"
     */
    addressLine2?: string | null | undefined;
    /**
     * Postal address id. Unique in the whole system and never reused. At least 1.
     * @example 1
     */
    id?: number | null | undefined;
  }[] | null | undefined;
  /**
   * The number that the customer has already. It is kept and never assigned to another customer. Default: the next
   * number.
   */
  customerNumber?: number | null | undefined;
  /**
   * The uuid that the customer has already. Default: a random one.
   * @example "6b1f0e6d3c8a4f0f9d2e7c5b4a392817"
   */
  uuid?: string | null | undefined;
  /**
   * 'A' = Active (default), 'P' = Passive, 'D' = Deactivated.
   * @example "A"
   */
  status?: 'A' | 'P' | 'D' | null | undefined;
  /**
   * The customer that this one was merged into: one of the organisation, or of an earlier row. The status is then
   * P.
   */
  mergedInto?: number | null | undefined;
  /**
   * The email of a deactivated customer. The same as its email in this row.
   * @example "kari.nordmann@example.no"
   */
  emailOld?: string | null | undefined;
  /**
   * When the email was verified.
   * @example "2026-01-31T08:15:30.000Z"
   */
  emailVerifiedAt?: string | null | undefined;
  /**
   * The username of a standard customer. Default: its email. Null: none.
   * @example "kari.nordmann@example.no"
   */
  username?: string | null | undefined;
  /**
   * The hash of the password in another system: argon2 and scrypt as PHC strings, bcrypt, or PBKDF2 as
   * `$pbkdf2-sha256$i=…,l=…$salt$hash` or in the form of passlib. It is replaced by argon2id at the first
   * successful sign-in.
   * @example "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"
   */
  passwordHash?: string | null | undefined;
  /**
   * When the customer last signed in.
   * @example "2026-01-31T08:15:30.000Z"
   */
  lastSignInAt?: string | null | undefined;
  /**
   * Where the customer last signed in.
   * @example "app"
   */
  lastSignInFrom?: string | null | undefined;
  /**
   * When the customer was created. Default: now.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt?: string | null | undefined;
  /**
   * When the customer was last changed. Default: now.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedAt?: string | null | undefined;
  /**
   * The actor of the last change. Default: the createdBy.
   * @example "web"
   */
  changedBy?: string | null | undefined;
  /**
   * The channel of the last change. Default: the createdByChannel.
   * @example "web"
   */
  changedByChannel?: string | null | undefined;
  /** The e-cards of the customer, those of the past included. */
  ecardOwnerships?: {
    /**
     * E-card number: ten digits, as a number. At most 9999999999.
     * @example 1234567890
     */
    ecardNumber: number;
    /**
     * The operator that issued the card: five digits. At most 5 characters.
     * @example "57803"
     */
    ecardOperator: string;
    /**
     * When the ecard was first connected to the customer.
     * @example "2026-01-31T08:15:30.000Z"
     */
    startOfOwnership: string;
    /**
     * Operator, number and check digit (Luhn). Computed when absent.
     * @example "5780312345678902"
     */
    ecardNumber16digits?: string | null | undefined;
    /**
     * Customer defined ecard alias.
     * @example "My card"
     */
    ecardName?: string | null | undefined;
    /**
     * When the card was ordered.
     * @example "2026-01-31T08:15:30.000Z"
     */
    bookingDate?: string | null | undefined;
    /**
     * When the card was sent to the customer.
     * @example "2026-01-31T08:15:30.000Z"
     */
    shippingDate?: string | null | undefined;
    /**
     * When the customer removed the ecard connection. Not before startOfOwnership.
     * @example "2026-01-31T08:15:30.000Z"
     */
    endOfOwnership?: string | null | undefined;
    /**
     * When the physical ecard expires.
     * @example "2026-01-31T08:15:30.000Z"
     */
    expirationDate?: string | null | undefined;
  }[] | null | undefined;
  /** The preferences of the customer, by the codes of their definitions. */
  preferences?: {
    /**
     * Short name of the preference. Unique within the organisation. 1 to 100 characters.
     * @example "NEWSLETTER"
     */
    preferenceCode: string;
    /**
     * Value of the preference, such as a membership number. BOOLEAN: true or false. NUMBER: decimal. DATE:
     * YYYY-MM-DD. 1 to 500 characters.
     * @example "true"
     */
    preferenceValue: string;
  }[] | null | undefined;
  /** The customer accounts. */
  customerAccounts?: {
    /**
     * Customer account id. 1 to 60 characters.
     * @example "ABT-4711"
     */
    accountId: string;
    /**
     * The name of the account.
     * @example "My account"
     */
    name?: string | null | undefined;
  }[] | null | undefined;
  /** The personnel tickets of the customer. */
  personnelTickets?: {
    /**
     * The company whose personnel travels. 1 to 100 characters.
     * @example "VY"
     */
    ticketRightOwner: string;
    /**
     * The person who has the right to travel. 1 to 100 characters.
     * @example "SJN-4711"
     */
    ticketRightBearer: string;
    /**
     * When the ticket becomes valid.
     * @example "2026-01-31T08:15:30.000Z"
     */
    validFrom: string;
    /**
     * When the ticket ends. After validFrom.
     * @example "2099-12-31T23:59:59.000Z"
     */
    validTo: string;
    /**
     * The code of the ticket holder. 1 to 100 characters.
     * @example "EMP-01"
     */
    ticketHolderCode: string;
  }[] | null | undefined;
  /** Notes about the customer, with their authors and times. */
  notes?: {
    /**
     * The text of the note. 1 to 4000 characters.
     * @example "Prefers the aisle."
     */
    text: string;
    /**
     * When the note was written. Default: now.
     * @example "2026-01-31T08:15:30.000Z"
     */
    createdAt?: string | null | undefined;
    /**
     * The author of the note. Default: the createdBy of the row.
     * @example "web"
     */
    createdBy?: string | null | undefined;
    /**
     * When the note was last changed. Default: its createdAt.
     * @example "2026-01-31T08:15:30.000Z"
     */
    changedAt?: string | null | undefined;
    /**
     * The actor of the last change of the note. Default: its createdBy.
     * @example "web"
     */
    changedBy?: string | null | undefined;
  }[] | null | undefined;
}

/** MergePreview. */
export interface MergePreview {
  /** The operation for a source of this type. */
  operation: 'merge-profiles' | 'connect-profile';
  /** done: the source was merged into this customer already. */
  outcome: 'possible' | 'done' | 'refused';
  /** Present when the outcome is refused. */
  refusal?: {
    /**
     * The code that the merge would be refused with.
     * @example 601
     */
    errorCode: number;
    /**
     * Why it would be refused.
     * @example "Profile 1000002 is passive."
     */
    detail: string;
    /**
     * The profile that a merged party leads to.
     * @example 1000005
     */
    survivor?: number | undefined;
  } | undefined;
  /** The items that would move to the customer who stays. */
  moves: {
    /**
     * Ids of ownerships, ended ones too.
     * @example ["4b227777-d4dd-4fc6-8f88-4f48e3d2b7aa"]
     */
    ecards: string[];
    /**
     * Account ids.
     * @example ["ABT-4711"]
     */
    customerAccounts: string[];
    /**
     * Ids of tickets.
     * @example ["4b227777-d4dd-4fc6-8f88-4f48e3d2b7aa"]
     */
    personnelTickets: string[];
    /**
     * Ids of notes.
     * @example ["4b227777-d4dd-4fc6-8f88-4f48e3d2b7aa"]
     */
    notes: string[];
    /**
     * Ids of the preferences that the target lacks.
     * @example [1]
     */
    preferences: number[];
  };
  /** The single-valued fields that would change, with these options. */
  takes: {
    /**
     * Name of the field.
     * @example "email"
     */
    field: string;
    /**
     * The value that would be taken; absent if the field would be cleared.
     * @example "ola.nordmann@example.no"
     */
    source?: unknown | undefined;
    /**
     * The value that it would replace; absent if there is none.
     * @example "kari.nordmann@example.no"
     */
    target?: unknown | undefined;
  }[];
  /** Values of the source that the target would not take over, since a merge overwrites nothing. */
  conflicts: {
    /**
     * Name of the field.
     * @example "email"
     */
    field: string;
    /**
     * Which preference, where the field is preferences.
     * @example 1
     */
    preferenceId?: number | undefined;
    /** The value of the source. It stays with the source. */
    source: unknown;
    /** The value that the target has and keeps; absent when it has none. */
    target?: unknown | undefined;
  }[];
  /** The customer numbers that would lead to the customer who stays. */
  relatedCustomerNumbers: number[];
}

/** Note. */
export interface Note {
  /** Id of the note. */
  id: string;
  /** The text of the note. May have line breaks and tabs. */
  text: string;
  /**
   * When the note was last changed.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedAt: string;
  /** The actor of the last change of the note. */
  changedBy: string;
  /**
   * When the note was written.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt: string;
  /** The author of the note. */
  createdBy: string;
  /** The customer number. */
  customerId: number;
}

/** PersonnelTicket. */
export interface PersonnelTicket {
  /** Id of the ticket. */
  id: string;
  /** The company whose personnel travels. */
  ticketRightOwner: string;
  /** The person who has the right to travel. */
  ticketRightBearer: string;
  /**
   * When the ticket becomes valid.
   * @example "2026-01-31T08:15:30.000Z"
   */
  validFrom: string;
  /**
   * When the ticket ends.
   * @example "2026-01-31T08:15:30.000Z"
   */
  validTo: string;
  /** The code of the ticket holder. */
  ticketHolderCode: string;
}

/** PostalAddressInUpdate. */
export interface PostalAddressInUpdate {
  /**
   * The address post town. 1 to 60 characters.
   * @example "Oslo"
   */
  town: string;
  /**
   * The address post code. Exactly 4 digits for Norwegian addresses. 1 to 10 characters.
   * @example "0150"
   */
  postCode: string;
  /**
   * The type of address: 'P' = Private, 'I' = Invoice, 'S' = Shadow.
   * @example "P"
   */
  typeOfAddress: 'P' | 'I' | 'S';
  countryCode?: CountryCode | null | undefined;
  /**
   * When the address was verified. Removed when the address changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  verifiedAt?: string | null | undefined;
  /**
   * First line of the address: street and number.
   * @example "Storgata 1"
   */
  addressLine1?: string | null | undefined;
  /**
   * Second line of the address.
   * @example "Oppgang B"
   */
  addressLine2?: string | null | undefined;
  /**
   * Postal address id. Unique in the whole system and never reused. At least 1.
   * @example 1
   */
  id?: number | undefined;
}

/** PostalAddressRequest. */
export interface PostalAddressRequest {
  /**
   * The address post town. 1 to 60 characters.
   * @example "Oslo"
   */
  town: string;
  /**
   * The address post code. Exactly 4 digits for Norwegian addresses. 1 to 10 characters.
   * @example "0150"
   */
  postCode: string;
  /**
   * The type of address: 'P' = Private, 'I' = Invoice, 'S' = Shadow.
   * @example "P"
   */
  typeOfAddress: 'P' | 'I' | 'S';
  countryCode?: CountryCode | null | undefined;
  /**
   * When the address was verified. Removed when the address changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  verifiedAt?: string | null | undefined;
  /**
   * First line of the address: street and number.
   * @example "Storgata 1"
   */
  addressLine1?: string | null | undefined;
  /**
   * Second line of the address.
   * @example "Oppgang B"
   */
  addressLine2?: string | null | undefined;
  /**
   * Postal address id. Unique in the whole system and never reused. At least 1.
   * @example 1
   */
  id?: number | null | undefined;
}

/** PostalAddressResponse. */
export interface PostalAddressResponse {
  /**
   * Postal address id. Unique in the whole system and never reused. At least 1.
   * @example 1
   */
  id: number;
  /** The address post town. */
  town: string;
  /** The address post code. */
  postCode: string;
  /**
   * The type of address: 'P' = Private, 'I' = Invoice, 'S' = Shadow.
   * @example "P"
   */
  typeOfAddress: 'P' | 'I' | 'S';
  /** ISO 3166-1 alpha-3, in upper case. */
  countryCode: string;
  /**
   * When the address was verified.
   * @example "2026-01-31T08:15:30.000Z"
   */
  verifiedAt?: string | undefined;
  /** First line of the address: street and number. */
  addressLine1?: string | undefined;
  /** Second line of the address. */
  addressLine2?: string | undefined;
  /**
   * When the address was last changed.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedAt: string;
  /**
   * When the address was added.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt: string;
  /**
   * The customer number. At least 1.
   * @example 1000000
   * @deprecated The customer number.
   */
  customerId: number;
}

/** ProfileChange. */
export interface ProfileChange {
  /** The id of the event of the same change. */
  id: string;
  /** The profile that changed: this one, or one merged into it. */
  customerNumber: number;
  /** The organisation of the profile. */
  organisationId: number;
  /** The revision that the change made. */
  revision: number;
  /**
   * When the change was made.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedAt: string;
  /**
   * The slug of the operation.
   * @example "update-profile"
   */
  operation: string;
  /** The actor of the change. */
  changedBy: string;
  /** The channel of the change. */
  changedByChannel: string;
  /** The client of the token. */
  clientId: string;
  /** The organisation of the token. */
  callerOrganisationId: number;
  /** The ET-Client-Name. */
  clientName?: string | undefined;
  /** The correlation id of the call. */
  correlationId: string;
  /** The changed fields with their values: of a list the entries that differ, of a password none. */
  fields: {
    /** Name of the field. */
    field: string;
    /**
     * The value before. Absent when there was none.
     * @example "Olsen"
     */
    before?: unknown | undefined;
    /** The value after. Absent when there is none. */
    after?: unknown | undefined;
  }[];
}

/** ProfileExport. */
export interface ProfileExport {
  /**
   * When the export was made.
   * @example "2026-01-31T08:15:30.000Z"
   */
  exportedAt: string;
  /** Customer number. */
  customerNumber: number;
  /** The organisation that the customer is registered with. */
  organisationId: number;
  /** The profile, then those that were merged into it. */
  profiles: {
    customer: CustomerResponse;
    /** Whether a password is set. Only its hash is stored. */
    hasPassword: boolean;
    /**
     * Customer numbers of profiles that are marked as other persons.
     * @example [1000001]
     */
    distinctFrom?: number[] | undefined;
    /** Values that a deactivation removed, for a restore to bring back. */
    setAside?: {
      /**
       * The status before.
       * @example "A"
       */
      status: 'A' | 'P';
      /**
       * The username before.
       * @example "kari.nordmann@example.no"
       */
      username?: string | undefined;
      /**
       * The expirationDate before.
       * @example "2026-01-31T08:15:30.000Z"
       */
      expirationDate?: string | undefined;
    } | undefined;
  }[];
  /** The changes, the latest first. */
  changes: ProfileChange[];
  /** The reads of the customer in customer service, the latest first. */
  accesses: {
    /**
     * Id of the record.
     * @example "019ca945-0a00-7db7-8d33-0b54174fd76f"
     */
    id: string;
    /**
     * The profile that was read.
     * @example 1000000
     */
    customerNumber: number;
    /**
     * When it was read.
     * @example "2026-01-31T08:15:30.000Z"
     */
    at: string;
    /**
     * The slug of the operation.
     * @example "get-profile"
     */
    operation: string;
    /**
     * The client of the token.
     * @example "customer-service"
     */
    clientId: string;
    /**
     * The organisation of the token.
     * @example 1
     */
    callerOrganisationId: number;
    /**
     * The ET-Client-Name.
     * @example "acme-desk"
     */
    clientName?: string | undefined;
    /**
     * The person behind the client, where the request named one.
     * @example "kari"
     */
    lookedBy?: string | undefined;
    /**
     * The correlation id of the call.
     * @example "order-4711"
     */
    correlationId: string;
  }[];
  /**
   * Absent on the last page. Almost every person fits on one page; the arrays of all pages belong together.
   * @example "MDE5Y2E5NDUtMGEwMA"
   */
  nextCursor?: string | undefined;
}

/** Redelivery. */
export interface Redelivery {
  /** Id of the event; the header `webhook-id` of its delivery. */
  eventId: string;
  /** The customer that the event is about; 0 for a test. */
  customerNumber: number;
  /**
   * pending: waits for its first attempt, or for an earlier delivery of its customer. failing: it is tried again.
   * delivered: the receiver returned 2xx. parked: it was given up; redeliver tries it again.
   */
  state: 'pending' | 'failing' | 'delivered' | 'parked';
  /** Number of attempts so far. */
  attempts: number;
  /**
   * HTTP status of the last attempt; absent if there was no response.
   * @example 204
   */
  status?: number | undefined;
  /**
   * Reason of the last failure, if there was no response.
   * @example "timeout"
   */
  error?: string | undefined;
  /**
   * When it is tried again.
   * @example "2026-01-31T08:15:30.000Z"
   */
  nextAttemptAt?: string | undefined;
  /**
   * Number of deliveries of the range in this call.
   * @example 100
   */
  redelivered?: number | undefined;
  /**
   * The first event of the range that is left.
   * @example "019a2f4b-6c00-7cc3-98c4-dc0c0c07398f"
   */
  nextEventId?: string | undefined;
}

/** ResolvedCustomer. */
export interface ResolvedCustomer {
  /**
   * The number or reference as it was requested.
   * @example 1000000
   */
  requested: number | string;
  /** The current state of the number or reference. */
  outcome: 'found' | 'merged' | 'deactivated' | 'unknown';
  /** The customer who responds now, the survivor of a merged one. Absent when unknown. */
  customerNumber?: number | undefined;
}

/** RowOutcome. */
export interface RowOutcome {
  /** The number of the row. At least 1. */
  row: number;
  /** The outcome of the row. */
  outcome: 'created' | 'updated' | 'unchanged' | 'skipped' | 'refused';
  /**
   * The customer. In a dry run absent for a number that is not assigned yet. At least 1.
   * @example 1000000
   */
  customerNumber?: number | undefined;
  /** Why the row was refused. */
  problem?: {
    /**
     * The absolute URI of the page about this code.
     * @example "https://api.example.no/errors/602"
     */
    type: string;
    /**
     * The error in a few words.
     * @example "Email taken"
     */
    title: string;
    /**
     * The HTTP status that the same request has by itself.
     * @example 409
     */
    status: number;
    /**
     * The failure, without personal data.
     * @example "email: Another customer of the organisation has this email."
     */
    detail: string;
    /**
     * The error code.
     * @example 602
     */
    errorCode: number;
    /**
     * A short text for the customer.
     * @example "E-posten er i bruk."
     */
    shortNorwegian: string;
    /**
     * A longer text for the customer.
     * @example "En annen kunde har denne e-postadressen. Bruk en annen adresse."
     */
    longNorwegian: string;
    /**
     * A short text for the customer.
     * @example "The email is in use."
     */
    shortEnglish: string;
    /**
     * A longer text for the customer.
     * @example "Another customer has this email address. Use another one."
     */
    longEnglish: string;
    /**
     * Whether sending the row again can help.
     * @example "after-read"
     */
    retry: string;
    /**
     * The correlation id of the call.
     * @example "order-4711"
     */
    correlationId?: string | undefined;
    /**
     * Names this one occurrence.
     * @example "urn:correlation:order-4711"
     */
    instance?: string | undefined;
    /**
     * The customer that a merged one leads to.
     * @example 1000005
     */
    survivor?: number | undefined;
    /** Every error in the row. */
    errors?: {
      /**
       * The field of the row, such as postalAddresses.0.town.
       * @example "email"
       */
      path: string;
      /**
       * The errors of the row.
       * @example "Another customer of the organisation has this email."
       */
      message: string;
    }[] | undefined;
  } | undefined;
}

/** The definition of a preference. */
export interface PreferenceResponse {
  /** Id of the preference. */
  id: number;
  /** Whether customers can get new values of it. */
  isActive: boolean;
  /** Short name of the preference. */
  preferenceCode: string;
  /**
   * The type that values must fit.
   * @example "BOOLEAN"
   */
  preferenceType: 'TEXT' | 'BOOLEAN' | 'NUMBER' | 'DATE';
  /** The subject of the preference. */
  preferenceDescription: string;
  /**
   * When the definition was last changed.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedAt: string;
  /**
   * When the definition was created.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt: string;
}

/** UndoneImport. */
export interface UndoneImport {
  /** Customers that the import created and that are removed. At least 0. */
  removed: number;
  /** Customers that the import updated and that are as they were before. At least 0. */
  restored: number;
  /** Customers that were changed since, and stay as they are. At least 0. */
  kept: number;
}

/** Webhook. */
export interface Webhook {
  /** Id of the webhook. */
  id: string;
  /** The URL that receives the events. */
  url: string;
  /** A name for people. */
  name?: string | undefined;
  /** False while it is paused: events wait, for up to 30 days, and are delivered when it is active again. */
  isActive: boolean;
  /**
   * When it was created. It gets the events from then on.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt: string;
}

/** WebhookDelivery. */
export interface WebhookDelivery {
  /** Id of the event; the header `webhook-id` of its delivery. */
  eventId: string;
  /** The customer that the event is about; 0 for a test. */
  customerNumber: number;
  /**
   * pending: waits for its first attempt, or for an earlier delivery of its customer. failing: it is tried again.
   * delivered: the receiver returned 2xx. parked: it was given up; redeliver tries it again.
   */
  state: 'pending' | 'failing' | 'delivered' | 'parked';
  /** Number of attempts so far. */
  attempts: number;
  /**
   * HTTP status of the last attempt; absent if there was no response.
   * @example 204
   */
  status?: number | undefined;
  /**
   * Reason of the last failure, if there was no response.
   * @example "timeout"
   */
  error?: string | undefined;
  /**
   * When it is tried again.
   * @example "2026-01-31T08:15:30.000Z"
   */
  nextAttemptAt?: string | undefined;
}

/** WebhookDeliveryPage. */
export interface WebhookDeliveryPage {
  /** The deliveries of this page. */
  items: WebhookDelivery[];
  /**
   * Absent on the last page.
   * @example "WyIwMTlhMmY0Yi02YzAwLTdjYzMtOThjNC1kYzBjMGMwNzM5OGYiXQ"
   */
  nextCursor?: string | undefined;
}

/** WebhookWithSecret. */
export interface WebhookWithSecret {
  /** Id of the webhook. */
  id: string;
  /** The URL that receives the events. */
  url: string;
  /** A name for people. */
  name?: string | undefined;
  /** False while it is paused: events wait, for up to 30 days, and are delivered when it is active again. */
  isActive: boolean;
  /**
   * When it was created. It gets the events from then on.
   * @example "2026-01-31T08:15:30.000Z"
   */
  createdAt: string;
  /**
   * The secret that signs the deliveries (Standard Webhooks). It is shown in this response only; a response that
   * is repeated for an Idempotency-Key leaves it out.
   * @example "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
   */
  secret?: string | undefined;
}

/** The input of `profiles.find`: find customers by parameters. */
export interface ProfilesFindInput {
  /**
   * Each word must begin a word of the name.
   * @example "Kari"
   */
  firstName?: string | undefined;
  /**
   * Each word must begin a word of the name.
   * @example "Nordmann"
   */
  surname?: string | undefined;
  /**
   * Exact, or the beginning when it ends in *. A lone * is no criterion.
   * @example "kari.nordmann@example.no"
   */
  email?: string | undefined;
  /**
   * Calling code of the telephone number, with a plus sign (%2B in a URL). Ignored unless the other half of the
   * pair is also set.
   * @example "+47"
   */
  countryCode?: string | undefined;
  /**
   * Telephone number, national (Norway) or with the calling code. Ignored if countryCode and
   * telephoneNumberNoCountryCode are set.
   * @example "+4791234567"
   * @deprecated Telephone number, national (Norway) or with the calling code. Ignored if countryCode and
   * telephoneNumberNoCountryCode are set.
   */
  telephoneNumber?: string | undefined;
  /**
   * Telephone number without the calling code. Ignored unless the other half of the pair is also set.
   * @example "91234567"
   */
  telephoneNumberNoCountryCode?: string | undefined;
  /**
   * Landline number in any spelling of a telephone number.
   * @example "22123456"
   */
  landlineNumber?: string | undefined;
  /**
   * Day of birth, YYYY-MM-DD.
   * @example "1985-04-12"
   */
  dateOfBirth?: string | undefined;
  /**
   * Each word must begin a word of the address lines or the town.
   * @example "Storgata Oslo"
   */
  postalAddress?: string | undefined;
  /**
   * Post code. Blanks and hyphens do not count.
   * @example "0150"
   */
  postCode?: string | undefined;
  /**
   * The company of a personnel ticket, exact.
   * @example "VY"
   */
  ticketRightOwner?: string | undefined;
  /**
   * The bearer of a personnel ticket, exact.
   * @example "SJN-4711"
   */
  ticketRightBearer?: string | undefined;
  /**
   * Organisation number of the Brønnøysund register, for invoice customers.
   * @example "974760673"
   */
  invoiceOrganisationId?: string | undefined;
  /**
   * Vipps unique user identifier, exact.
   * @example "vipps-0f8fad5b"
   */
  vippsId?: string | undefined;
  /**
   * The organisation that the customer is registered with. At least 1.
   * @example 1
   */
  organisationId?: number | undefined;
  /**
   * Maximum number of customers in the response. 1 to 1000. Default: `100`.
   * @example 100
   */
  maxResultSet?: number | undefined;
  /**
   * Show the preferences of the customers.
   * @example true
   */
  includePreferences?: boolean | undefined;
  /**
   * Find temporary customers too.
   * @example true
   */
  includeTemporary?: boolean | undefined;
}

/** The input of `profiles.create`: create a customer. */
export interface ProfilesCreateInput {
  /**
   * Surname. Stored trimmed, with single spaces. 1 to 100 characters.
   * @example "Nordmann"
   */
  surname?: string | null | undefined;
  /**
   * First name, with any middle names. Stored trimmed, with single spaces. 1 to 100 characters.
   * @example "Kari"
   */
  firstName?: string | null | undefined;
  /**
   * The organisation that the customer is registered with. At least 1.
   * @example 1
   */
  organisationId: number;
  /**
   * The actor who creates the customer: web, app or the user name of an employee. 1 to 100 characters.
   * @example "web"
   */
  createdBy: string;
  /**
   * The channel through which the customer is created. 1 to 100 characters.
   * @example "web"
   */
  createdByChannel: string;
  /**
   * An email address in ASCII characters. Stored as written, compared without case.
   * @example "kari.nordmann@example.no"
   */
  email?: string | null | undefined;
  /**
   * Vipps unique user identifier.
   * @example "vipps-0f8fad5b"
   */
  vippsId?: string | null | undefined;
  /**
   * Calling code of the telephone number, with a plus sign. It goes with telephoneNumberNoCountryCode.
   * @example "+47"
   */
  countryCode?: string | null | undefined;
  /**
   * Telephone number without the calling code. It goes with countryCode.
   * @example "91234567"
   */
  telephoneNumberNoCountryCode?: string | null | undefined;
  /**
   * Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling code, in any
   * common spelling.
   * @example "+4791234567"
   * @deprecated Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling
   * code, in any common spelling.
   */
  telephoneNumber?: string | null | undefined;
  /**
   * Day of birth: a real day from 1850-01-01 to today (in UTC+14).
   * @example "1985-04-12"
   */
  dateOfBirth?: string | null | undefined;
  nationality?: Nationality | null | undefined;
  /**
   * When the customer's personal data should be deleted.
   * @example "2026-01-31T08:15:30.000Z"
   */
  expirationDate?: string | null | undefined;
  /**
   * Landline telephone number. Stored as sent, compared in normal form.
   * @example "22123456"
   */
  landlineNumber?: string | null | undefined;
  /**
   * The language in which the customer wants information: a code of ISO 639-3 (code set of 2026-07-15), in any
   * case. Default is 'NOB'.
   * @example "NOB"
   */
  languagePreferenceISO6393?: string | null | undefined;
  /**
   * Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.
   * @example "NO"
   * @deprecated Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.
   */
  languagePreference?: string | null | undefined;
  /**
   * When the telephone number was verified. Removed when the number changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  telephoneNumberVerifiedAt?: string | null | undefined;
  /**
   * Use /profiles/{customerNumber}/customer-accounts.
   * @example "ABT-3000158"
   * @deprecated Use /profiles/{customerNumber}/customer-accounts.
   */
  customerAccountId?: string | null | undefined;
  /**
   * Organisation number of the Brønnøysund register, for invoice customers. Blanks, a leading NO and a trailing
   * MVA are removed.
   * @example "974760673"
   */
  invoiceOrganisationId?: string | null | undefined;
  /**
   * The user's password.
   * @example "correct horse battery staple"
   */
  password?: string | null | undefined;
  /**
   * The organisation's own reference for the customer. Unique within the organisation.
   * @example "CRM-4711"
   */
  customerRef?: string | null | undefined;
  /**
   * 'S' = Standard customer, 'P' = Personnel ticket customer, 'T' = Temporary customer. Default: `"S"`.
   * @example "S"
   */
  profileType?: 'S' | 'P' | 'T' | undefined;
  /** Postal addresses of the customer. */
  postalAddresses?: PostalAddressRequest[] | null | undefined;
}

/** The input of `profiles.search`: find customers by parameters, paginated. */
export interface ProfilesSearchInput {
  /**
   * Each word must begin a word of the name.
   * @example "Kari"
   */
  firstName?: string | undefined;
  /**
   * Each word must begin a word of the name.
   * @example "Nordmann"
   */
  surname?: string | undefined;
  /**
   * Exact, or the beginning when it ends in *. A lone * is no criterion.
   * @example "kari.nordmann@example.no"
   */
  email?: string | undefined;
  /**
   * Calling code of the telephone number, with a plus sign (%2B in a URL). Ignored unless the other half of the
   * pair is also set.
   * @example "+47"
   */
  countryCode?: string | undefined;
  /**
   * Telephone number, national (Norway) or with the calling code. Ignored if countryCode and
   * telephoneNumberNoCountryCode are set.
   * @example "+4791234567"
   * @deprecated Telephone number, national (Norway) or with the calling code. Ignored if countryCode and
   * telephoneNumberNoCountryCode are set.
   */
  telephoneNumber?: string | undefined;
  /**
   * Telephone number without the calling code. Ignored unless the other half of the pair is also set.
   * @example "91234567"
   */
  telephoneNumberNoCountryCode?: string | undefined;
  /**
   * Landline number in any spelling of a telephone number.
   * @example "22123456"
   */
  landlineNumber?: string | undefined;
  /**
   * Day of birth, YYYY-MM-DD.
   * @example "1985-04-12"
   */
  dateOfBirth?: string | undefined;
  /**
   * Each word must begin a word of the address lines or the town.
   * @example "Storgata Oslo"
   */
  postalAddress?: string | undefined;
  /**
   * Post code. Blanks and hyphens do not count.
   * @example "0150"
   */
  postCode?: string | undefined;
  /**
   * The company of a personnel ticket, exact.
   * @example "VY"
   */
  ticketRightOwner?: string | undefined;
  /**
   * The bearer of a personnel ticket, exact.
   * @example "SJN-4711"
   */
  ticketRightBearer?: string | undefined;
  /**
   * Organisation number of the Brønnøysund register, for invoice customers.
   * @example "974760673"
   */
  invoiceOrganisationId?: string | undefined;
  /**
   * Vipps unique user identifier, exact.
   * @example "vipps-0f8fad5b"
   */
  vippsId?: string | undefined;
  /**
   * The organisation that the customer is registered with. At least 1.
   * @example 1
   */
  organisationId?: number | undefined;
  /**
   * Show the preferences of the customers.
   * @example true
   */
  includePreferences?: boolean | undefined;
  /**
   * Find temporary customers too.
   * @example true
   */
  includeTemporary?: boolean | undefined;
  /**
   * false leaves totalItems and totalPages out, which makes the first page of a wide search cheaper. Default:
   * `true`.
   * @example false
   */
  includeTotal?: boolean | undefined;
  /**
   * From 0. Ignored with a cursor. At most 1000000000. Default: `0`.
   * @example 0
   */
  page?: number | undefined;
  /**
   * Number of customers on a page. 1 to 100. Default: `20`.
   * @example 20
   */
  perPage?: number | undefined;
  /**
   * Names as Intl.Collator('nb') sorts them; ties by customerNumber. Default: `"customerNumber"`.
   * @example "surname"
   */
  sortBy?: 'customerNumber' | 'firstName' | 'surname' | 'email' | 'dateOfBirth' | 'organisationId' | undefined;
  /**
   * Ascending or descending. Default: `"asc"`.
   * @example "asc"
   */
  sortDirection?: 'asc' | 'desc' | undefined;
  /** The nextCursor of the page before, with the same criteria and sorting. */
  cursor?: string | undefined;
}

/** The input of `profiles.getMany`: get many customers by customer numbers. */
export interface ProfilesGetManyInput {
  /**
   * Customer numbers to look up. Max 1000 at a time. At least one number or reference is required.
   * @example [1000000]
   */
  customerNumbers?: number[] | null | undefined;
  /**
   * Customer references to look up. Not used when customer numbers are given. Max 1000 at a time.
   * @example ["CRM-4711"]
   */
  customerReferences?: string[] | null | undefined;
  /**
   * Show the preferences of the customers.
   * @example true
   */
  includePreferences?: boolean | null | undefined;
}

/** The input of `profiles.getByUuid`: find customer by UUID. */
export interface ProfilesGetByUuidInput {
  /**
   * 32 lower-case hex characters. Not RFC 4122 compliant. At most 32 characters.
   * @example "0f8fad5bd9cb469fa165708677289501"
   */
  uuid: string;
  /**
   * Show the e-cards of the customer.
   * @example true
   */
  includeECards?: boolean | undefined;
  /**
   * Show the personnel tickets of the customer.
   * @example true
   */
  includePersonnelTicket?: boolean | undefined;
  /**
   * Show the preferences of the customer.
   * @example true
   */
  includePreferences?: boolean | undefined;
  /**
   * Show deactivated customers too.
   * @example true
   */
  includeDeleted?: boolean | undefined;
  /**
   * Show the notes about the customer.
   * @example true
   */
  includeNotes?: boolean | undefined;
}

/** The input of `profiles.get`: find customer by customer number. */
export interface ProfilesGetInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Show the e-cards of the customer.
   * @example true
   */
  includeECards?: boolean | undefined;
  /**
   * Show the personnel tickets of the customer.
   * @example true
   */
  includePersonnelTicket?: boolean | undefined;
  /**
   * Show the preferences of the customer.
   * @example true
   */
  includePreferences?: boolean | undefined;
  /**
   * Show deactivated customers too.
   * @example true
   */
  includeDeleted?: boolean | undefined;
  /**
   * Show the notes about the customer.
   * @example true
   */
  includeNotes?: boolean | undefined;
}

/** The input of `profiles.update`: update customer. */
export interface ProfilesUpdateInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Surname. Stored trimmed, with single spaces. 1 to 100 characters.
   * @example "Nordmann"
   */
  surname: string;
  /**
   * First name, with any middle names. Stored trimmed, with single spaces. 1 to 100 characters.
   * @example "Kari"
   */
  firstName: string;
  /**
   * The actor who changes the customer: web, app or the user name of an employee. 1 to 100 characters.
   * @example "web"
   */
  changedBy: string;
  /**
   * The channel through which the customer is changed. 1 to 100 characters.
   * @example "web"
   */
  changedByChannel: string;
  /**
   * An email address in ASCII characters. Stored as written, compared without case.
   * @example "kari.nordmann@example.no"
   */
  email?: string | null | undefined;
  /**
   * Vipps unique user identifier.
   * @example "vipps-0f8fad5b"
   */
  vippsId?: string | null | undefined;
  /**
   * Calling code of the telephone number, with a plus sign. It goes with telephoneNumberNoCountryCode.
   * @example "+47"
   */
  countryCode?: string | null | undefined;
  /**
   * Telephone number without the calling code. It goes with countryCode.
   * @example "91234567"
   */
  telephoneNumberNoCountryCode?: string | null | undefined;
  /**
   * Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling code, in any
   * common spelling.
   * @example "+4791234567"
   * @deprecated Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling
   * code, in any common spelling.
   */
  telephoneNumber?: string | null | undefined;
  /**
   * Day of birth: a real day from 1850-01-01 to today (in UTC+14).
   * @example "1985-04-12"
   */
  dateOfBirth?: string | null | undefined;
  nationality?: Nationality | null | undefined;
  /**
   * When the customer's personal data should be deleted.
   * @example "2026-01-31T08:15:30.000Z"
   */
  expirationDate?: string | null | undefined;
  /**
   * Landline telephone number. Stored as sent, compared in normal form.
   * @example "22123456"
   */
  landlineNumber?: string | null | undefined;
  /**
   * The language in which the customer wants information: a code of ISO 639-3 (code set of 2026-07-15), in any
   * case. Default is 'NOB'.
   * @example "NOB"
   */
  languagePreferenceISO6393?: string | null | undefined;
  /**
   * Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.
   * @example "NO"
   * @deprecated Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.
   */
  languagePreference?: string | null | undefined;
  /**
   * When the telephone number was verified. Removed when the number changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  telephoneNumberVerifiedAt?: string | null | undefined;
  /**
   * Use /profiles/{customerNumber}/customer-accounts.
   * @example "ABT-3000158"
   * @deprecated Use /profiles/{customerNumber}/customer-accounts.
   */
  customerAccountId?: string | null | undefined;
  /**
   * Organisation number of the Brønnøysund register, for invoice customers. Blanks, a leading NO and a trailing
   * MVA are removed.
   * @example "974760673"
   */
  invoiceOrganisationId?: string | null | undefined;
  /**
   * 'A' = Active, 'P' = Passive, 'D' = Deleted.
   * @example "A"
   */
  status?: 'A' | 'P' | 'D' | undefined;
  /**
   * When the email was verified. Removed when the email changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  emailVerifiedAt?: string | null | undefined;
  /** Addresses to change (with an id) and to add (without). Other addresses stay. */
  postalAddresses?: PostalAddressInUpdate[] | null | undefined;
}

/** The input of `profiles.patch`: change some fields of customer. */
export interface ProfilesPatchInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /** Surname. null clears it, which only a temporary customer can do without. */
  surname?: string | null | undefined;
  /** First name. null clears it, which only a temporary customer can do without. */
  firstName?: string | null | undefined;
  /**
   * The actor of the change. Default: the header X-Changed-By.
   * @example "web"
   */
  changedBy?: string | undefined;
  /**
   * The channel of the change. Otherwise the header X-Changed-By-Channel.
   * @example "web"
   */
  changedByChannel?: string | undefined;
  /**
   * An email address in ASCII characters. Stored as written, compared without case.
   * @example "kari.nordmann@example.no"
   */
  email?: string | null | undefined;
  /**
   * Vipps unique user identifier.
   * @example "vipps-0f8fad5b"
   */
  vippsId?: string | null | undefined;
  /**
   * Calling code of the telephone number, with a plus sign. It goes with telephoneNumberNoCountryCode.
   * @example "+47"
   */
  countryCode?: string | null | undefined;
  /**
   * Telephone number without the calling code. It goes with countryCode.
   * @example "91234567"
   */
  telephoneNumberNoCountryCode?: string | null | undefined;
  /**
   * Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling code, in any
   * common spelling.
   * @example "+4791234567"
   * @deprecated Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling
   * code, in any common spelling.
   */
  telephoneNumber?: string | null | undefined;
  /**
   * Day of birth: a real day from 1850-01-01 to today (in UTC+14).
   * @example "1985-04-12"
   */
  dateOfBirth?: string | null | undefined;
  nationality?: Nationality | null | undefined;
  /**
   * When the customer's personal data should be deleted.
   * @example "2026-01-31T08:15:30.000Z"
   */
  expirationDate?: string | null | undefined;
  /**
   * Landline telephone number. Stored as sent, compared in normal form.
   * @example "22123456"
   */
  landlineNumber?: string | null | undefined;
  /**
   * The language in which the customer wants information: a code of ISO 639-3 (code set of 2026-07-15), in any
   * case. Default is 'NOB'.
   * @example "NOB"
   */
  languagePreferenceISO6393?: string | null | undefined;
  /**
   * Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.
   * @example "NO"
   * @deprecated Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.
   */
  languagePreference?: string | null | undefined;
  /**
   * When the telephone number was verified. Removed when the number changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  telephoneNumberVerifiedAt?: string | null | undefined;
  /**
   * Use /profiles/{customerNumber}/customer-accounts.
   * @example "ABT-3000158"
   * @deprecated Use /profiles/{customerNumber}/customer-accounts.
   */
  customerAccountId?: string | null | undefined;
  /**
   * Organisation number of the Brønnøysund register, for invoice customers. Blanks, a leading NO and a trailing
   * MVA are removed.
   * @example "974760673"
   */
  invoiceOrganisationId?: string | null | undefined;
  /**
   * 'A' = Active, 'P' = Passive, 'D' = Deleted.
   * @example "A"
   */
  status?: 'A' | 'P' | 'D' | undefined;
  /**
   * When the email was verified. Removed when the email changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  emailVerifiedAt?: string | null | undefined;
  /** Addresses to change (with an id) and to add (without). Other addresses stay. */
  postalAddresses?: PostalAddressInUpdate[] | null | undefined;
}

/** The input of `profiles.getByEcard`: find customer by E-card number. */
export interface ProfilesGetByEcardInput {
  /**
   * 1 to 10 digits (padded with zeros), or 16 of which the last is a check digit (Luhn). Blanks may stand between
   * them. At most 100 characters.
   * @example "5780312345678902"
   */
  ecardNumber: string;
  /**
   * Show the e-cards of the customer.
   * @example true
   */
  includeECards?: boolean | undefined;
  /**
   * Show the personnel tickets of the customer.
   * @example true
   */
  includePersonnelTicket?: boolean | undefined;
  /**
   * Show the preferences of the customer.
   * @example true
   */
  includePreferences?: boolean | undefined;
  /**
   * Show deactivated customers too.
   * @example true
   */
  includeDeleted?: boolean | undefined;
  /**
   * Show the notes about the customer.
   * @example true
   */
  includeNotes?: boolean | undefined;
}

/** The input of `profiles.deactivate`: deactivate customer. */
export interface ProfilesDeactivateInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * When to purge the customer. Not in the past.
   * @example "2099-12-31T23:59:59.000Z"
   */
  expirationDate?: string | undefined;
}

/** The input of `profiles.restore`: restore deactivated customer. */
export interface ProfilesRestoreInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
}

/** The input of `profiles.connect`: connect a profile to a permanent profile. */
export interface ProfilesConnectInput {
  /**
   * The standard profile that stays. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The channel through which the profiles are connected. 1 to 100 characters.
   * @example "web"
   */
  changedByChannel: string;
  /**
   * Customer number of the profile to connect. Required, unless the deprecated temporaryCustomerNumber is given.
   * At least 1.
   * @example 1000000
   */
  customerNumberToConnect?: number | null | undefined;
  /**
   * Use customerNumberToConnect. At least 1.
   * @example 1000000
   * @deprecated Use customerNumberToConnect.
   */
  temporaryCustomerNumber?: number | null | undefined;
  /**
   * Fill the empty fields of the customer who stays from the other one. Lists are not affected.
   * @example true
   */
  fillBlanks?: boolean | undefined;
  /**
   * Fields whose value is taken from the other customer even though the one who stays has a value. A verification
   * timestamp goes with its value, and the two halves of a telephone number go together. A field that is empty
   * there is not taken. At most 100 items.
   * @example ["email"]
   */
  take?: ('surname' | 'firstName' | 'email' | 'vippsId' | 'telephoneNumber' | 'landlineNumber' | 'dateOfBirth' | 'nationality' | 'languagePreferenceISO6393' | 'invoiceOrganisationId' | 'expirationDate' | 'countryCode' | 'telephoneNumberNoCountryCode' | 'languagePreference')[] | undefined;
}

/** The input of `profiles.getByCustomerReference`: find customer by customer reference. */
export interface ProfilesGetByCustomerReferenceInput {
  /**
   * The organisation's own reference for the customer. Unique within the organisation. 1 to 40 characters.
   * @example "CRM-4711"
   */
  customerReference: string;
  /**
   * The organisation that the customer is registered with. At least 1.
   * @example 1
   */
  organisationId?: number | undefined;
  /**
   * Show the e-cards of the customer.
   * @example true
   */
  includeECards?: boolean | undefined;
  /**
   * Show the personnel tickets of the customer.
   * @example true
   */
  includePersonnelTicket?: boolean | undefined;
  /**
   * Show the preferences of the customer.
   * @example true
   */
  includePreferences?: boolean | undefined;
  /**
   * Show deactivated customers too.
   * @example true
   */
  includeDeleted?: boolean | undefined;
  /**
   * Show the notes about the customer.
   * @example true
   */
  includeNotes?: boolean | undefined;
}

/** The input of `profiles.getByUsername`: find customer by organisation and username. */
export interface ProfilesGetByUsernameInput {
  /**
   * The organisation that the customer is registered with. At least 1.
   * @example 1
   */
  organisationId: number;
  /**
   * Username of the customer, otherwise the email. 1 to 80 characters.
   * @example "kari.nordmann@example.no"
   */
  username: string;
  /**
   * Show the e-cards of the customer.
   * @example true
   */
  includeECards?: boolean | undefined;
  /**
   * Show the personnel tickets of the customer.
   * @example true
   */
  includePersonnelTicket?: boolean | undefined;
  /**
   * Show the preferences of the customer.
   * @example true
   */
  includePreferences?: boolean | undefined;
  /**
   * Show deactivated customers too.
   * @example true
   */
  includeDeleted?: boolean | undefined;
  /**
   * Show the notes about the customer.
   * @example true
   */
  includeNotes?: boolean | undefined;
}

/** The input of `profiles.merge`: merge customers. */
export interface ProfilesMergeInput {
  /**
   * The standard customer who stays. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The personnel ticket customer who is merged in. At least 1.
   * @example 1000000
   */
  pticketCustomerNumber: number;
  /**
   * Fill the empty fields of the customer who stays from the other one. Lists are not affected.
   * @example true
   */
  fillBlanks?: boolean | undefined;
  /**
   * Fields whose value is taken from the other customer even though the one who stays has a value. A verification
   * timestamp goes with its value, and the two halves of a telephone number go together. A field that is empty
   * there is not taken. At most 100 items.
   * @example ["email"]
   */
  take?: ('surname' | 'firstName' | 'email' | 'vippsId' | 'telephoneNumber' | 'landlineNumber' | 'dateOfBirth' | 'nationality' | 'languagePreferenceISO6393' | 'invoiceOrganisationId' | 'expirationDate' | 'countryCode' | 'telephoneNumberNoCountryCode' | 'languagePreference')[] | undefined;
}

/** The input of `profiles.previewMerge`: preview a merge. */
export interface ProfilesPreviewMergeInput {
  /**
   * The standard customer who would stay. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The customer who would be merged in. At least 1.
   * @example 1000000
   */
  sourceCustomerNumber: number;
  /**
   * Fill the empty fields of the customer who stays from the other one. Lists are not affected.
   * @example true
   */
  fillBlanks?: boolean | undefined;
  /**
   * Fields whose value is taken from the other customer even though the one who stays has a value. A verification
   * timestamp goes with its value, and the two halves of a telephone number go together. A field that is empty
   * there is not taken. At most 100 items.
   * @example ["email"]
   */
  take?: ('surname' | 'firstName' | 'email' | 'vippsId' | 'telephoneNumber' | 'landlineNumber' | 'dateOfBirth' | 'nationality' | 'languagePreferenceISO6393' | 'invoiceOrganisationId' | 'expirationDate' | 'countryCode' | 'telephoneNumberNoCountryCode' | 'languagePreference')[] | undefined;
}

/** The input of `profiles.unmerge`: undo a merge. */
export interface ProfilesUnmergeInput {
  /**
   * The customer that the other one was merged into. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The customer who was merged in. At least 1.
   * @example 1000000
   */
  mergedCustomerNumber: number;
}

/** The input of `profiles.suggestDuplicates`: suggest duplicates of customer. */
export interface ProfilesSuggestDuplicatesInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Maximum number of suggestions. 1 to 50. Default: `10`.
   * @example 10
   */
  maxResultSet?: number | undefined;
}

/** The input of `profiles.convert`: convert temporary customer. */
export interface ProfilesConvertInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Surname. Stored trimmed, with single spaces. 1 to 100 characters.
   * @example "Nordmann"
   */
  surname: string;
  /**
   * First name, with any middle names. Stored trimmed, with single spaces. 1 to 100 characters.
   * @example "Kari"
   */
  firstName: string;
  /**
   * The actor who changes the customer: web, app or the user name of an employee. 1 to 100 characters.
   * @example "web"
   */
  changedBy: string;
  /**
   * The channel through which the customer is changed. 1 to 100 characters.
   * @example "web"
   */
  changedByChannel: string;
  /**
   * An email address in ASCII characters. Stored as written, compared without case.
   * @example "kari.nordmann@example.no"
   */
  email?: string | null | undefined;
  /**
   * Vipps unique user identifier.
   * @example "vipps-0f8fad5b"
   */
  vippsId?: string | null | undefined;
  /**
   * Calling code of the telephone number, with a plus sign. It goes with telephoneNumberNoCountryCode.
   * @example "+47"
   */
  countryCode?: string | null | undefined;
  /**
   * Telephone number without the calling code. It goes with countryCode.
   * @example "91234567"
   */
  telephoneNumberNoCountryCode?: string | null | undefined;
  /**
   * Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling code, in any
   * common spelling.
   * @example "+4791234567"
   * @deprecated Use countryCode and telephoneNumberNoCountryCode. A mobile number: Norwegian, or with the calling
   * code, in any common spelling.
   */
  telephoneNumber?: string | null | undefined;
  /**
   * Day of birth: a real day from 1850-01-01 to today (in UTC+14).
   * @example "1985-04-12"
   */
  dateOfBirth?: string | null | undefined;
  nationality?: Nationality | null | undefined;
  /**
   * When the customer's personal data should be deleted.
   * @example "2026-01-31T08:15:30.000Z"
   */
  expirationDate?: string | null | undefined;
  /**
   * Landline telephone number. Stored as sent, compared in normal form.
   * @example "22123456"
   */
  landlineNumber?: string | null | undefined;
  /**
   * The language in which the customer wants information: a code of ISO 639-3 (code set of 2026-07-15), in any
   * case. Default is 'NOB'.
   * @example "NOB"
   */
  languagePreferenceISO6393?: string | null | undefined;
  /**
   * Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.
   * @example "NO"
   * @deprecated Deprecated, please use languagePreferenceISO6393. ISO 639-1, in any case. Default is 'NO'.
   */
  languagePreference?: string | null | undefined;
  /**
   * When the telephone number was verified. Removed when the number changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  telephoneNumberVerifiedAt?: string | null | undefined;
  /**
   * Use /profiles/{customerNumber}/customer-accounts.
   * @example "ABT-3000158"
   * @deprecated Use /profiles/{customerNumber}/customer-accounts.
   */
  customerAccountId?: string | null | undefined;
  /**
   * Organisation number of the Brønnøysund register, for invoice customers. Blanks, a leading NO and a trailing
   * MVA are removed.
   * @example "974760673"
   */
  invoiceOrganisationId?: string | null | undefined;
  /**
   * When the email was verified. Removed when the email changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  emailVerifiedAt?: string | null | undefined;
  /** Addresses to change (with an id) and to add (without). Other addresses stay. */
  postalAddresses?: PostalAddressInUpdate[] | null | undefined;
}

/** The input of `profiles.export`: export customer. */
export interface ProfilesExportInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /** The nextCursor of the page before. */
  cursor?: string | undefined;
}

/** The input of `profiles.exportAll`: export all customers. */
export interface ProfilesExportAllInput {
  /**
   * Only customers with a greater customerNumber. At least 1.
   * @example 1000000
   */
  after?: number | undefined;
  /**
   * Only customers that were changed at this moment or later.
   * @example "2026-01-31T08:15:30.000Z"
   */
  changedSince?: string | undefined;
}

/** The input of `profiles.erase`: erase customer. */
export interface ProfilesEraseInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
}

/** The input of `profiles.listChanges`: find all changes of customer. */
export interface ProfilesListChangesInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Number of changes on a page. 1 to 100. Default: `20`.
   * @example 20
   */
  perPage?: number | undefined;
  /** The nextCursor of the page before. */
  cursor?: string | undefined;
}

/** The input of `profiles.resolve`: resolve customer numbers. */
export interface ProfilesResolveInput {
  /**
   * Customer numbers to look up. Max 1000 at a time. At least one number or reference is required.
   * @example [1000000]
   */
  customerNumbers?: number[] | null | undefined;
  /**
   * Customer references to look up. Not used when customer numbers are given. Max 1000 at a time.
   * @example ["CRM-4711"]
   */
  customerReferences?: string[] | null | undefined;
}

/** The input of `profiles.markDistinct`: mark two customers as distinct. */
export interface ProfilesMarkDistinctInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The other customer of the pair. At least 1.
   * @example 1000000
   */
  otherCustomerNumber: number;
}

/** The input of `profiles.unmarkDistinct`: remove the mark that two customers are distinct. */
export interface ProfilesUnmarkDistinctInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The other customer of the pair. At least 1.
   * @example 1000000
   */
  otherCustomerNumber: number;
}

/** The input of `profiles.listDuplicates`: list likely duplicates. */
export interface ProfilesListDuplicatesInput {
  /**
   * The lowest score of a listed pair, a decimal number from 0 to 1. At most 1. Default: `0`.
   * @example 0.5
   */
  minScore?: number | undefined;
  /**
   * Number of pairs on a page. 1 to 100. Default: `20`.
   * @example 20
   */
  perPage?: number | undefined;
  /** The nextCursor of the page before. */
  cursor?: string | undefined;
}

/** The input of `preferences.list`: find all preferences for customer. */
export interface PreferencesListInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
}

/** The input of `preferences.replace`: bulk update customer preferences. */
export interface PreferencesReplaceInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * All preferences that the customer has from now on. At most 500 items.
   * @example [{"preferenceId":1,"preferenceValue":"true"}]
   */
  preferences: CustomerPreferenceRequest[];
}

/** The input of `preferences.create`: create customer preference. */
export interface PreferencesCreateInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Id of the preference. At least 1.
   * @example 1
   */
  preferenceId: number;
  /**
   * Value of the preference, such as a membership number. BOOLEAN: true or false. NUMBER: decimal. DATE:
   * YYYY-MM-DD. 1 to 500 characters.
   * @example "true"
   */
  preferenceValue: string;
}

/** The input of `preferences.get`: find customer preference. */
export interface PreferencesGetInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Id of the preference. At least 1.
   * @example 1
   */
  preferenceId: number;
}

/** The input of `preferences.update`: update customer preference. */
export interface PreferencesUpdateInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Id of the preference. At least 1.
   * @example 1
   */
  preferenceId: number;
  /**
   * Value of the preference, such as a membership number. BOOLEAN: true or false. NUMBER: decimal. DATE:
   * YYYY-MM-DD. 1 to 500 characters.
   * @example "true"
   */
  preferenceValue: string;
}

/** The input of `preferences.delete`: delete customer preference. */
export interface PreferencesDeleteInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Id of the preference. At least 1.
   * @example 1
   */
  preferenceId: number;
}

/** The input of `ecards.list`: find all E-cards for customer. */
export interface EcardsListInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
}

/** The input of `ecards.add`: add E-card to customer. */
export interface EcardsAddInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * E-card number: ten digits, as a number. At most 9999999999.
   * @example 1234567890
   */
  ecardNumber: number;
  /**
   * The operator that issued the card: five digits. At most 5 characters.
   * @example "57803"
   */
  ecardOperator: string;
  /**
   * When the ecard was first connected to the customer.
   * @example "2026-01-31T08:15:30.000Z"
   */
  startOfOwnership: string;
  /**
   * Operator, number and check digit (Luhn). Computed when absent.
   * @example "5780312345678902"
   */
  ecardNumber16digits?: string | null | undefined;
  /**
   * Customer defined ecard alias.
   * @example "My card"
   */
  ecardName?: string | null | undefined;
  /**
   * When the card was ordered.
   * @example "2026-01-31T08:15:30.000Z"
   */
  bookingDate?: string | null | undefined;
  /**
   * When the card was sent to the customer.
   * @example "2026-01-31T08:15:30.000Z"
   */
  shippingDate?: string | null | undefined;
  /**
   * When the customer removed the ecard connection. Not before startOfOwnership.
   * @example "2026-01-31T08:15:30.000Z"
   */
  endOfOwnership?: string | null | undefined;
  /**
   * When the physical ecard expires.
   * @example "2026-01-31T08:15:30.000Z"
   */
  expirationDate?: string | null | undefined;
}

/** The input of `ecards.get`: find specific E-card. */
export interface EcardsGetInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The operator that issued the card: five digits. At most 5 characters.
   * @example "57803"
   */
  ecardOperator: string;
  /**
   * E-card number: ten digits, as a number. At most 9999999999.
   * @example 1234567890
   */
  ecardNumber: number;
}

/** The input of `ecards.update`: update E-card registration. */
export interface EcardsUpdateInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * E-card number: ten digits, as a number. At most 9999999999.
   * @example 1234567890
   */
  ecardNumber: number;
  /**
   * The operator that issued the card: five digits. At most 5 characters.
   * @example "57803"
   */
  ecardOperator: string;
  /**
   * When the ecard was first connected to the customer.
   * @example "2026-01-31T08:15:30.000Z"
   */
  startOfOwnership: string;
  /**
   * Operator, number and check digit (Luhn). Computed when absent.
   * @example "5780312345678902"
   */
  ecardNumber16digits?: string | null | undefined;
  /**
   * Customer defined ecard alias.
   * @example "My card"
   */
  ecardName?: string | null | undefined;
  /**
   * When the card was ordered.
   * @example "2026-01-31T08:15:30.000Z"
   */
  bookingDate?: string | null | undefined;
  /**
   * When the card was sent to the customer.
   * @example "2026-01-31T08:15:30.000Z"
   */
  shippingDate?: string | null | undefined;
  /**
   * When the customer removed the ecard connection. Not before startOfOwnership.
   * @example "2026-01-31T08:15:30.000Z"
   */
  endOfOwnership?: string | null | undefined;
  /**
   * When the physical ecard expires.
   * @example "2026-01-31T08:15:30.000Z"
   */
  expirationDate?: string | null | undefined;
}

/** The input of `postalAddresses.add`: add postal address to customer. */
export interface PostalAddressesAddInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The address post town. 1 to 60 characters.
   * @example "Oslo"
   */
  town: string;
  /**
   * The address post code. Exactly 4 digits for Norwegian addresses. 1 to 10 characters.
   * @example "0150"
   */
  postCode: string;
  /**
   * The type of address: 'P' = Private, 'I' = Invoice, 'S' = Shadow.
   * @example "P"
   */
  typeOfAddress: 'P' | 'I' | 'S';
  countryCode?: CountryCode | null | undefined;
  /**
   * When the address was verified. Removed when the address changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  verifiedAt?: string | null | undefined;
  /**
   * First line of the address: street and number.
   * @example "Storgata 1"
   */
  addressLine1?: string | null | undefined;
  /**
   * Second line of the address.
   * @example "Oppgang B"
   */
  addressLine2?: string | null | undefined;
  /**
   * Postal address id. Unique in the whole system and never reused. At least 1.
   * @example 1
   */
  id?: number | null | undefined;
}

/** The input of `postalAddresses.update`: update postal address. */
export interface PostalAddressesUpdateInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Postal address id. Unique in the whole system and never reused. At least 1.
   * @example 1
   */
  postalAddressId: number;
  /**
   * The address post town. 1 to 60 characters.
   * @example "Oslo"
   */
  town: string;
  /**
   * The address post code. Exactly 4 digits for Norwegian addresses. 1 to 10 characters.
   * @example "0150"
   */
  postCode: string;
  /**
   * The type of address: 'P' = Private, 'I' = Invoice, 'S' = Shadow.
   * @example "P"
   */
  typeOfAddress: 'P' | 'I' | 'S';
  countryCode?: CountryCode | null | undefined;
  /**
   * When the address was verified. Removed when the address changes.
   * @example "2026-01-31T08:15:30.000Z"
   */
  verifiedAt?: string | null | undefined;
  /**
   * First line of the address: street and number.
   * @example "Storgata 1"
   */
  addressLine1?: string | null | undefined;
  /**
   * Second line of the address.
   * @example "Oppgang B"
   */
  addressLine2?: string | null | undefined;
  /**
   * Postal address id. Unique in the whole system and never reused. At least 1.
   * @example 1
   */
  id?: number | null | undefined;
}

/** The input of `postalAddresses.delete`: delete postal address. */
export interface PostalAddressesDeleteInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Postal address id. Unique in the whole system and never reused. At least 1.
   * @example 1
   */
  postalAddressId: number;
}

/** The input of `preferenceDefinitions.list`: find all preference definitions. */
export interface PreferenceDefinitionsListInput {
  /**
   * The organisation that the customer is registered with. At least 1.
   * @example 1
   */
  organisationId?: number | undefined;
  /**
   * When as many are returned, there may be more: call again with `after`. 1 to 1000. Default: `1000`.
   * @example 100
   */
  perPage?: number | undefined;
  /**
   * Only definitions with a greater id: the id of the last one of the page before. At least 0.
   * @example 1
   */
  after?: number | undefined;
}

/** The input of `preferenceDefinitions.create`: create preference definition. */
export interface PreferenceDefinitionsCreateInput {
  /**
   * Short name of the preference. Unique within the organisation. 1 to 100 characters.
   * @example "NEWSLETTER"
   */
  preferenceCode: string;
  /**
   * The type that values must fit.
   * @example "BOOLEAN"
   */
  preferenceType: 'TEXT' | 'BOOLEAN' | 'NUMBER' | 'DATE';
  /**
   * The subject of the preference. 1 to 500 characters.
   * @example "Wants the monthly newsletter."
   */
  preferenceDescription: string;
  /**
   * Whether customers can get new values of it. Default: `true`.
   * @example true
   */
  isActive?: boolean | undefined;
  /**
   * The organisation that the customer is registered with. At least 1.
   * @example 1
   */
  organisationId?: number | undefined;
}

/** The input of `preferenceDefinitions.get`: find preference definition. */
export interface PreferenceDefinitionsGetInput {
  /**
   * Id of the preference. At least 1.
   * @example 1
   */
  preferenceId: number;
}

/** The input of `preferenceDefinitions.update`: update preference definition. */
export interface PreferenceDefinitionsUpdateInput {
  /**
   * Id of the preference. At least 1.
   * @example 1
   */
  preferenceId: number;
  /**
   * Short name of the preference. Unique within the organisation.
   * @example "NEWSLETTER"
   */
  preferenceCode?: string | undefined;
  /**
   * The type that values must fit.
   * @example "BOOLEAN"
   */
  preferenceType?: 'TEXT' | 'BOOLEAN' | 'NUMBER' | 'DATE' | undefined;
  /**
   * The subject of the preference.
   * @example "Wants the monthly newsletter."
   */
  preferenceDescription?: string | undefined;
  /**
   * Whether customers can get new values of it.
   * @example true
   */
  isActive?: boolean | undefined;
}

/** The input of `customerAccounts.list`: find all customer accounts for customer. */
export interface CustomerAccountsListInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
}

/** The input of `customerAccounts.add`: add customer account to customer. */
export interface CustomerAccountsAddInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Customer account id used for account based ticketing. Unique within the organisation. 1 to 60 characters.
   * @example "ABT-3000157"
   */
  accountId: string;
  /**
   * The name of the account.
   * @example "Family account"
   */
  name?: string | null | undefined;
}

/** The input of `customerAccounts.update`: update customer account. */
export interface CustomerAccountsUpdateInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * Customer account id used for account based ticketing. Unique within the organisation. 1 to 60 characters.
   * @example "ABT-3000157"
   */
  accountId: string;
  /**
   * The name of the account.
   * @example "Family account"
   */
  name?: string | null | undefined;
}

/** The input of `credentials.verify`: verify credentials. */
export interface CredentialsVerifyInput {
  /**
   * The username, which is the email the customer signs in with. At most 80 characters.
   * @example "kari.nordmann@example.no"
   */
  email: string;
  /**
   * The password to compare. 1 to 256 characters.
   * @example "correct horse battery staple"
   */
  password: string;
  /**
   * Where the customer signs in from, typically web or app.
   * @example "web"
   */
  lastSignInFrom?: string | null | undefined;
}

/** The input of `credentials.changePassword`: change password. */
export interface CredentialsChangePasswordInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The password that the customer has now.
   * @example "correct horse battery staple"
   */
  currentPassword?: string | null | undefined;
  /**
   * A new password: at least eight characters, four of them different. 8 to 256 characters.
   * @example "correct horse battery staple"
   */
  newPassword: string;
}

/** The input of `personnelTickets.add`: add personnel ticket to customer. */
export interface PersonnelTicketsAddInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The company whose personnel travels. 1 to 100 characters.
   * @example "VY"
   */
  ticketRightOwner: string;
  /**
   * The person who has the right to travel. 1 to 100 characters.
   * @example "SJN-4711"
   */
  ticketRightBearer: string;
  /**
   * When the ticket becomes valid.
   * @example "2026-01-31T08:15:30.000Z"
   */
  validFrom: string;
  /**
   * When the ticket ends. After validFrom.
   * @example "2099-12-31T23:59:59.000Z"
   */
  validTo: string;
  /**
   * The code of the ticket holder. 1 to 100 characters.
   * @example "EMP-01"
   */
  ticketHolderCode: string;
}

/** The input of `notes.add`: add note to customer. */
export interface NotesAddInput {
  /**
   * Customer number. At least 1.
   * @example 1000000
   */
  customerNumber: number;
  /**
   * The text of the note. May have line breaks and tabs. 1 to 4000 characters.
   * @example "Asked for a paper invoice."
   */
  text: string;
}

/** The input of `webhooks.list`: find all webhooks. */
export interface WebhooksListInput {
  /**
   * The organisation that the customer is registered with. At least 1.
   * @example 1
   */
  organisationId?: number | undefined;
}

/** The input of `webhooks.create`: create webhook. */
export interface WebhooksCreateInput {
  /**
   * The URL that receives the events, by POST. It has https and leads to a public address. Redirects are not
   * followed. At most 2000 characters.
   * @example "https://example.no/customer-events"
   */
  url: string;
  /**
   * A name for people.
   * @example "CRM"
   */
  name?: string | undefined;
  /**
   * False creates it paused. Default: `true`.
   * @example true
   */
  isActive?: boolean | undefined;
  /**
   * The organisation that the customer is registered with. At least 1.
   * @example 1
   */
  organisationId?: number | undefined;
}

/** The input of `webhooks.get`: find webhook. */
export interface WebhooksGetInput {
  /**
   * Id of the webhook. 1 to 100 characters.
   * @example "0b2f6c1e-7d43-4c0a-9a55-3f8a1d2c4b6e"
   */
  webhookId: string;
}

/** The input of `webhooks.update`: update webhook. */
export interface WebhooksUpdateInput {
  /**
   * Id of the webhook. 1 to 100 characters.
   * @example "0b2f6c1e-7d43-4c0a-9a55-3f8a1d2c4b6e"
   */
  webhookId: string;
  /**
   * The URL that receives the events, by POST. It has https and leads to a public address. Redirects are not
   * followed.
   * @example "https://example.no/customer-events"
   */
  url?: string | undefined;
  /**
   * A name for people.
   * @example "CRM"
   */
  name?: string | null | undefined;
  /**
   * False pauses it, true ends the pause.
   * @example true
   */
  isActive?: boolean | undefined;
  /**
   * True makes a new secret.
   * @example false
   */
  rotateSecret?: boolean | undefined;
}

/** The input of `webhooks.delete`: delete webhook. */
export interface WebhooksDeleteInput {
  /**
   * Id of the webhook. 1 to 100 characters.
   * @example "0b2f6c1e-7d43-4c0a-9a55-3f8a1d2c4b6e"
   */
  webhookId: string;
}

/** The input of `webhooks.test`: test webhook. */
export interface WebhooksTestInput {
  /**
   * Id of the webhook. 1 to 100 characters.
   * @example "0b2f6c1e-7d43-4c0a-9a55-3f8a1d2c4b6e"
   */
  webhookId: string;
}

/** The input of `webhooks.deliveries`: find all deliveries of webhook. */
export interface WebhooksDeliveriesInput {
  /**
   * Id of the webhook. 1 to 100 characters.
   * @example "0b2f6c1e-7d43-4c0a-9a55-3f8a1d2c4b6e"
   */
  webhookId: string;
  /**
   * Only deliveries in this state.
   * @example "parked"
   */
  state?: 'pending' | 'failing' | 'delivered' | 'parked' | undefined;
  /**
   * Number of deliveries on a page. 1 to 1000. Default: `100`.
   * @example 100
   */
  perPage?: number | undefined;
  /** The nextCursor of the page before. */
  cursor?: string | undefined;
}

/** The input of `webhooks.redeliver`: redeliver event. */
export interface WebhooksRedeliverInput {
  /**
   * Id of the webhook. 1 to 100 characters.
   * @example "0b2f6c1e-7d43-4c0a-9a55-3f8a1d2c4b6e"
   */
  webhookId: string;
  /**
   * Id of the event; the header `webhook-id` of its delivery. 1 to 100 characters.
   * @example "019a2f4b-6c00-7cc3-98c4-dc0c0c07398f"
   */
  eventId: string;
  /**
   * The last event of a range. It need not have a delivery.
   * @example "019a2f4b-6c00-7cc3-98c4-dc0c0c07398f"
   */
  untilEventId?: string | undefined;
}

/** The input of `imports.create`: create an import. */
export interface ImportsCreateInput {
  /**
   * A name for people, such as that of the file.
   * @example "customers.ndjson"
   */
  name?: string | null | undefined;
  /**
   * Whether nothing is written and only the outcome of each row is told. Default: `true`.
   * @example true
   */
  dryRun?: boolean | undefined;
  /**
   * The treatment of a row whose customer exists. It is found by the customerNumber of the row, or without one by
   * its customerRef. Default: `"refuse"`.
   * @example "refuse"
   */
  onExisting?: 'refuse' | 'skip' | 'update' | undefined;
  /**
   * Whether each change of the import has an event. Without events, subscribers see revisions jump. Default:
   * `"each"`.
   * @example "each"
   */
  events?: 'each' | 'none' | undefined;
}

/** The input of `imports.rows`: import rows. */
export interface ImportsRowsInput {
  /**
   * Id of the import. 1 to 100 characters.
   * @example "3f0e8f4c-7f55-4a9e-9f0b-0d8d3a9c1e57"
   */
  importId: string;
  /**
   * The number of the first row. The others follow it. 1 to 2000000000.
   * @example 1
   */
  firstRow: number;
  /** The rows. An error in a row, an unknown field included, refuses that row and not the call. 1 to 500 items. */
  rows: ImportRow[];
}

/** The input of `imports.get`: get an import. */
export interface ImportsGetInput {
  /**
   * Id of the import. 1 to 100 characters.
   * @example "3f0e8f4c-7f55-4a9e-9f0b-0d8d3a9c1e57"
   */
  importId: string;
}

/** The input of `imports.list`: list imports. */
export interface ImportsListInput {
  /**
   * Number of imports on a page. 1 to 100. Default: `20`.
   * @example 20
   */
  perPage?: number | undefined;
  /** The nextCursor of the page before. */
  cursor?: string | undefined;
}

/** The input of `imports.complete`: complete an import. */
export interface ImportsCompleteInput {
  /**
   * Id of the import. 1 to 100 characters.
   * @example "3f0e8f4c-7f55-4a9e-9f0b-0d8d3a9c1e57"
   */
  importId: string;
}

/** The input of `imports.undo`: undo an import. */
export interface ImportsUndoInput {
  /**
   * Id of the import. 1 to 100 characters.
   * @example "3f0e8f4c-7f55-4a9e-9f0b-0d8d3a9c1e57"
   */
  importId: string;
}

/** The input of `events.list`: list events. */
export interface EventsListInput {
  /** The nextCursor of the call before, or the id of an event of the stream. */
  after?: string | undefined;
  /**
   * Maximum number of events. 1 to 1000. Default: `100`.
   * @example 2
   */
  limit?: number | undefined;
  /**
   * Time to wait for an event when there is none, in seconds. At most 30. Default: `0`.
   * @example 0
   */
  wait?: number | undefined;
  /**
   * Only events of this customer. At least 1.
   * @example 1000000
   */
  customerNumber?: number | undefined;
  /**
   * Only events of this type.
   * @example "customer.updated.v1"
   */
  type?: 'customer.created.v1' | 'customer.updated.v1' | 'customer.deleted.v1' | undefined;
  /**
   * Another organisation needs the permission for all organisations. Default: that of the token. At least 1.
   * @example 1
   */
  organisationId?: number | undefined;
}

/**
 * The profiles service as its callers see it. Every method rejects with a {@link ProfilesError}, or with an
 * AbortError when the signal of the call aborted it.
 */
export interface ProfilesApi {
  readonly profiles: {
    /**
     * Find customers by parameters.
     *
     * The customers that match all criteria given, by customer number. At least one criterion is needed. Always with
     * postalAddresses and personnelTickets.
     *
     * REST: `GET /profiles`. Permission: `customers-profile:les`.
     */
    find(input?: ProfilesFindInput, options?: CallOptions): Promise<CustomerResponse[]>;
    /**
     * Create a customer.
     *
     * Creates a new customer. If a customerRef is not specified, one will be assigned. The customerRef and email
     * must be unique within an organisation. A CREATE event is published.
     *
     * REST: `POST /profiles`. Permission: `customers-profile:opprett`.
     * @throws {@link ProfilesError} with one of its own codes 600 (password too weak), 602 (email taken), 603 (bad
     * email), 604 (bad post code), 605 (bad telephone number), 606 (bad name), 624 (customer account taken), 625
     * (customer reference taken), 626 (vipps id taken), or a common one.
     */
    create(input: ProfilesCreateInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Find customers by parameters, paginated.
     *
     * The customers that match all criteria given, page by page. Walk on with nextCursor as cursor: unlike page it
     * costs the same however far you are, and neither skips nor repeats while others write. At least one criterion
     * is needed. Always with postalAddresses and personnelTickets.
     *
     * REST: `GET /profiles-search`. Permission: `customers-profile:les`.
     */
    search(input?: ProfilesSearchInput, options?: CallOptions): Promise<CustomerPage>;
    /**
     * Get many customers by customer numbers.
     *
     * Customers of the caller's organisation by customer numbers, or by customer references when no numbers are
     * given, in the order asked for. Unknown and deactivated ones are left out; merged ones answer with their
     * survivor, once.
     *
     * REST: `POST /profiles/lookup`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 413 (too large), 415 (unsupported media type), or a
     * common one.
     */
    getMany(input?: ProfilesGetManyInput, options?: CallOptions): Promise<CustomerResponse[]>;
    /**
     * Find customer by UUID.
     *
     * Gets a customer with related information. Of a deactivated customer only uuid, status, customerNumber and
     * organisationId are told, unless includeDeleted is true. A merged customer answers with the surviving one.
     *
     * REST: `GET /profiles/uuid/{uuid}`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    getByUuid(input: ProfilesGetByUuidInput, options?: CallOptions): Promise<CustomerResponse | DeactivatedCustomer>;
    /**
     * Find customer by customer number.
     *
     * Gets a customer with related information. If the customer was merged into another, the answer is the surviving
     * customer: its number then differs from the one asked for, which stands in redirectedFrom.
     *
     * REST: `GET /profiles/{customerNumber}`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    get(input: ProfilesGetInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Update customer.
     *
     * Updates a customer. An absent field is left as it is, null clears. An address with an id changes that one; one
     * without id is added, unless an equal one exists; others stay. A verification timestamp is removed with its
     * value. Status 'D' also needs the permission to deactivate. An update that changes nothing has no new revision
     * and no event.
     *
     * REST: `PUT /profiles/{customerNumber}`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 602 (email taken), 603
     * (bad email), 604 (bad post code), 605 (bad telephone number), 606 (bad name), 617 (not found), 621 (holds a
     * personnel ticket), 626 (vipps id taken), 629 (too many of these), or a common one.
     */
    update(input: ProfilesUpdateInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Change some fields of customer.
     *
     * Changes the given fields of a customer and no others (JSON merge patch, RFC 7396). null clears an optional
     * field. No field is required; postalAddresses are treated as in an update. Status 'D' also needs the permission
     * to deactivate.
     *
     * REST: `PATCH /profiles/{customerNumber}`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 602 (email taken), 603
     * (bad email), 604 (bad post code), 605 (bad telephone number), 606 (bad name), 617 (not found), 621 (holds a
     * personnel ticket), 626 (vipps id taken), 629 (too many of these), or a common one.
     */
    patch(input: ProfilesPatchInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Find customer by E-card number.
     *
     * Gets the customer who owns the card now. Takes 1 to 10 digits (padded with zeros) or 16; ten digits that match
     * cards of two operators are refused (628).
     *
     * REST: `GET /profiles/ecards/{ecardNumber}`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), 628 (e-card number), or a common one.
     */
    getByEcard(input: ProfilesGetByEcardInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Deactivate customer.
     *
     * Marks the customer for deletion and sets the expirationDate (default: 72 hours from now). Its email and
     * username become free. Until the purge it can be looked up with includeDeleted, and restored.
     *
     * REST: `PUT /profiles/{customerNumber}/deactivate`. Permission: `customers-profile:slett`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), 621
     * (holds a personnel ticket), or a common one.
     */
    deactivate(input: ProfilesDeactivateInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Restore deactivated customer.
     *
     * Gives a deactivated customer back the status, email and username it had. Refused when another customer of the
     * organisation has taken one of them meanwhile.
     *
     * REST: `PUT /profiles/{customerNumber}/restore`. Permission: `customers-profile:slett`.
     * @throws {@link ProfilesError} with one of its own codes 613 (restore not possible), 614 (already active), 617
     * (not found), or a common one.
     */
    restore(input: ProfilesRestoreInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Connect a profile to a permanent profile.
     *
     * Connects a temporary (T) or standard (S) profile to this standard profile (S), which stays. What belongs to
     * the former moves here, and its number leads here from now on. Both must be active.
     *
     * REST: `POST /profiles/{customerNumber}/connected-profiles`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 602 (email taken), 617
     * (not found), 626 (vipps id taken), 629 (too many of these), or a common one.
     */
    connect(input: ProfilesConnectInput, options?: CallOptions): Promise<CustomerConnectResponse>;
    /**
     * Find customer by customer reference.
     *
     * Gets a customer by the organisation's own reference. A merged customer answers with the surviving one, whose
     * reference may differ from the one asked for.
     *
     * REST: `GET /profiles/customer-references/{customerReference}`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    getByCustomerReference(input: ProfilesGetByCustomerReferenceInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Find customer by organisation and username.
     *
     * Gets a customer by username, else by email. Unlike the other lookups this one does not lead on to the survivor
     * of a merge: it may answer a passive customer, or one made only to receive a personnel ticket.
     *
     * REST: `GET /profiles/organisations/{organisationId}/usernames/{username}`. Permission:
     * `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    getByUsername(input: ProfilesGetByUsernameInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Merge customers.
     *
     * Merges a personnel ticket customer (P) into a standard customer (S). What belongs to the former moves to the
     * latter, and its number leads there from now on. A body is optional: it says which single-valued fields are
     * taken over. The same merge again changes nothing.
     *
     * REST: `PUT /profiles/{customerNumber}/merge/{pticketCustomerNumber}`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 602 (email taken), 617
     * (not found), 626 (vipps id taken), 629 (too many of these), or a common one.
     */
    merge(input: ProfilesMergeInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Preview a merge.
     *
     * The effect of a merge (source of type P) or a connect (type T or S): moved items, values taken over,
     * conflicts, or the reason of a refusal. The options of the merge are accepted here too. Nothing is written. A
     * refusal is part of the response, such as a list that would become too long (629); an unknown or deactivated
     * party is 404.
     *
     * REST: `POST /profiles/{customerNumber}/merge-preview/{sourceCustomerNumber}`. Permission:
     * `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 413 (too large), 415 (unsupported media type), 617
     * (not found), or a common one.
     */
    previewMerge(input: ProfilesPreviewMergeInput, options?: CallOptions): Promise<MergePreview>;
    /**
     * Undo a merge.
     *
     * Undoes a merge or a connect: the merged customer is active again, and gets back what the merge moved and is
     * still here. Items that went on to another customer stay there. Both get back the values that the merge
     * changed, unless they were changed since. Refused when an email, username or vippsId has been taken meanwhile
     * (613), and when a later merge has to be undone first (601). A customer who was not merged into this one is
     * 404. A temporary customer whose expirationDate has come meanwhile is purged next.
     *
     * REST: `PUT /profiles/{customerNumber}/unmerge/{mergedCustomerNumber}`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 613 (restore not
     * possible), 617 (not found), or a common one.
     */
    unmerge(input: ProfilesUnmergeInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Suggest duplicates of customer.
     *
     * Customers of the same organisation who are likely the same person, the likeliest first, with the reasons.
     * Temporary customers are among them; merged and deactivated ones are not. Look up a customer by number, and
     * preview the merge, before you merge.
     *
     * REST: `GET /profiles/{customerNumber}/duplicates`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    suggestDuplicates(input: ProfilesSuggestDuplicatesInput, options?: CallOptions): Promise<DuplicateSuggestion[]>;
    /**
     * Convert temporary customer.
     *
     * Makes an active temporary customer (T) a standard one (S), with the fields given as in an update. Its email
     * becomes its username, and it no longer expires unless an expirationDate is given. Any other customer is
     * refused (409).
     *
     * REST: `PUT /profiles/{customerNumber}/convert`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 602 (email taken), 603
     * (bad email), 604 (bad post code), 605 (bad telephone number), 606 (bad name), 617 (not found), 626 (vipps id
     * taken), 629 (too many of these), or a common one.
     */
    convert(input: ProfilesConvertInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Export customer.
     *
     * Everything kept of one person, to be handed over: the profile, those merged into it, cards, tickets,
     * preferences, notes, the history of changes and who looked. A deactivated customer too. A person with very much
     * data is exported in several pages.
     *
     * REST: `GET /profiles/{customerNumber}/export`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    export(input: ProfilesExportInput, options?: CallOptions): Promise<ProfileExport>;
    /**
     * Export all customers.
     *
     * Streams every customer of the organisation as NDJSON (application/x-ndjson): one ImportRow per line, by
     * customerNumber. Merged, deactivated and temporary customers and password hashes are included; the
     * organisationId is left out. A stream that breaks is aborted. Continue it with `after`. Over tRPC it comes in
     * pages.
     *
     * REST: `GET /profiles-export`. Permission: `customers-profile:admin`.
     */
    exportAll(input?: ProfilesExportAllInput, options?: CallOptions): Promise<{
  /** The rows of a page, each followed by a line feed. */
  lines: string;
  /** The `after` of the next page. Absent on the last page. */
  nextAfter?: number | undefined;
}>;
    /**
     * Erase customer.
     *
     * Permanently removes all data about a person at once: the profile, those merged into it, cards, password,
     * history and stored responses. The values that came from that person are removed from the history of other
     * customers too. It works on a deactivated customer too and cannot be undone. Only a proof remains: the customer
     * number, the requester (X-Changed-By), the client and the time.
     *
     * REST: `DELETE /profiles/{customerNumber}`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), or a
     * common one.
     */
    erase(input: ProfilesEraseInput, options?: CallOptions): Promise<void>;
    /**
     * Find all changes of customer.
     *
     * The changes with actor, channel, time and fields; the latest change first. The changes of profiles merged into
     * this one are among them. A deactivated customer has a history too. A page has at most about a million
     * characters; a change with very long lists comes in several items with the same id.
     *
     * REST: `GET /profiles/{customerNumber}/changes`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    listChanges(input: ProfilesListChangesInput, options?: CallOptions): Promise<ChangePage>;
    /**
     * Resolve customer numbers.
     *
     * The current state of customers of the caller's organisation: one outcome for each requested one, in the order
     * of the request. For a merged one the customerNumber is that of the survivor.
     *
     * REST: `POST /profiles/resolve`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 413 (too large), 415 (unsupported media type), or a
     * common one.
     */
    resolve(input?: ProfilesResolveInput, options?: CallOptions): Promise<ResolvedCustomer[]>;
    /**
     * Mark two customers as distinct.
     *
     * Records for both customers that they are two different persons. The pair is no longer suggested or listed as
     * duplicates. The mark follows the survivor when either of them is merged. Repeated, it changes nothing.
     * If-Match refers to the customer named first.
     *
     * REST: `PUT /profiles/{customerNumber}/distinct-from/{otherCustomerNumber}`. Permission:
     * `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 409 (conflict), 601 (merge or connect refused), 617
     * (not found), 629 (too many of these), or a common one.
     */
    markDistinct(input: ProfilesMarkDistinctInput, options?: CallOptions): Promise<void>;
    /**
     * Remove the mark that two customers are distinct.
     *
     * Removes the mark from both customers, so that the pair may be suggested again. Without a mark it changes
     * nothing. If-Match refers to the customer named first.
     *
     * REST: `DELETE /profiles/{customerNumber}/distinct-from/{otherCustomerNumber}`. Permission:
     * `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), or a
     * common one.
     */
    unmarkDistinct(input: ProfilesUnmarkDistinctInput, options?: CallOptions): Promise<void>;
    /**
     * List likely duplicates.
     *
     * The pairs of customers of the organisation that are likely the same person, the likeliest first. Pairs below a
     * score of 0.4 and pairs marked as distinct are not listed. The pairs of very many new or changed customers
     * appear with some delay.
     *
     * REST: `GET /duplicates`. Permission: `customers-profile:les`.
     */
    listDuplicates(input?: ProfilesListDuplicatesInput, options?: CallOptions): Promise<DuplicatePage>;
  };
  readonly preferences: {
    /**
     * Find all preferences for customer.
     *
     * All preferences of the customer, each with its definition. A merged customer answers with the survivor’s.
     *
     * REST: `GET /profiles/{customerNumber}/preferences`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    list(input: PreferencesListInput, options?: CallOptions): Promise<CustomerPreferenceResponse[]>;
    /**
     * Bulk update customer preferences.
     *
     * Replaces all preferences of the customer with the list given. Existing preferences that are not in it are
     * deleted! Use with caution.
     *
     * REST: `PUT /profiles/{customerNumber}/preferences`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), 629
     * (too many of these), or a common one.
     */
    replace(input: PreferencesReplaceInput, options?: CallOptions): Promise<CustomerPreferenceResponse[]>;
    /**
     * Create customer preference.
     *
     * Sets a preference for the customer. Refused (409) when it is set already. Its definition must be active, and
     * the value must fit.
     *
     * REST: `POST /profiles/{customerNumber}/preferences`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 409 (conflict), 601 (merge or connect refused), 617
     * (not found), 629 (too many of these), or a common one.
     */
    create(input: PreferencesCreateInput, options?: CallOptions): Promise<CustomerPreferenceResponse>;
    /**
     * Find customer preference.
     *
     * One preference of the customer, with its definition. Unknown (617) when it is not set.
     *
     * REST: `GET /profiles/{customerNumber}/preferences/{preferenceId}`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    get(input: PreferencesGetInput, options?: CallOptions): Promise<CustomerPreferenceResponse>;
    /**
     * Update customer preference.
     *
     * Changes the value of a preference that the customer has. Unknown (617) when it is not set.
     *
     * REST: `PUT /profiles/{customerNumber}/preferences/{preferenceId}`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), or a
     * common one.
     */
    update(input: PreferencesUpdateInput, options?: CallOptions): Promise<CustomerPreferenceResponse>;
    /**
     * Delete customer preference.
     *
     * Takes a preference away from the customer. Unknown (617) when it is not set.
     *
     * REST: `DELETE /profiles/{customerNumber}/preferences/{preferenceId}`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 409 (conflict), 601 (merge or connect refused), 617
     * (not found), or a common one.
     */
    delete(input: PreferencesDeleteInput, options?: CallOptions): Promise<void>;
  };
  readonly ecards: {
    /**
     * Find all E-cards for customer.
     *
     * Every card the customer owns or has owned, oldest first. An ended ownership has an endOfOwnership.
     *
     * REST: `GET /profiles/{customerNumber}/ecard-ownerships`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    list(input: EcardsListInput, options?: CallOptions): Promise<EcardOwnershipResponse[]>;
    /**
     * Add E-card to customer.
     *
     * Creates a new E-card registration for the customer. A card that has an owner already is refused (627).
     *
     * REST: `POST /profiles/{customerNumber}/ecard-ownerships`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), 627
     * (e-card taken), 628 (e-card number), 629 (too many of these), or a common one.
     */
    add(input: EcardsAddInput, options?: CallOptions): Promise<EcardOwnershipResponse>;
    /**
     * Find specific E-card.
     *
     * The customer's ownership of one card: the current one, else the one that ended last. Unknown (617) when the
     * customer never owned it.
     *
     * REST: `GET /profiles/{customerNumber}/ecard-ownerships/{ecardOperator}/{ecardNumber}`. Permission:
     * `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    get(input: EcardsGetInput, options?: CallOptions): Promise<EcardOwnershipResponse>;
    /**
     * Update E-card registration.
     *
     * Finds the customer who owns this card; if that is not the one in the path, moves the card there. All fields
     * are overwritten: those that are absent are cleared. A card cannot move to a customer of another organisation.
     *
     * REST: `PUT /profiles/{customerNumber}/ecard-ownerships/{ecardOperator}/{ecardNumber}`. Permission:
     * `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), 628
     * (e-card number), 629 (too many of these), or a common one.
     */
    update(input: EcardsUpdateInput, options?: CallOptions): Promise<EcardOwnershipResponse>;
  };
  readonly postalAddresses: {
    /**
     * Add postal address to customer.
     *
     * Adds a postal address, unless the customer has an equal one. An id is ignored: the service assigns one.
     *
     * REST: `POST /profiles/{customerNumber}/postal-addresses`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 604 (bad post code),
     * 617 (not found), 629 (too many of these), or a common one.
     */
    add(input: PostalAddressesAddInput, options?: CallOptions): Promise<PostalAddressResponse>;
    /**
     * Update postal address.
     *
     * Changes a postal address of the customer. An absent field is left as it is, null clears. An id in the body is
     * ignored.
     *
     * REST: `PUT /profiles/{customerNumber}/postal-addresses/{postalAddressId}`. Permission:
     * `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 604 (bad post code),
     * 617 (not found), or a common one.
     */
    update(input: PostalAddressesUpdateInput, options?: CallOptions): Promise<PostalAddressResponse>;
    /**
     * Delete postal address.
     *
     * Deletes the postal address from the customer.
     *
     * REST: `DELETE /profiles/{customerNumber}/postal-addresses/{postalAddressId}`. Permission:
     * `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 409 (conflict), 601 (merge or connect refused), 617
     * (not found), or a common one.
     */
    delete(input: PostalAddressesDeleteInput, options?: CallOptions): Promise<void>;
  };
  readonly preferenceDefinitions: {
    /**
     * Find all preference definitions.
     *
     * The preferences that customers of the organisation can have, inactive ones included, by id: up to 1 000 in one
     * response.
     *
     * REST: `GET /preferences`. Permission: `customers-profile:les`.
     */
    list(input?: PreferenceDefinitionsListInput, options?: CallOptions): Promise<PreferenceResponse[]>;
    /**
     * Create preference definition.
     *
     * Defines a preference that the customers of the organisation can have from now on. Its preferenceCode is unique
     * within the organisation (409).
     *
     * REST: `POST /preferences`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 409 (conflict), or a common one.
     */
    create(input: PreferenceDefinitionsCreateInput, options?: CallOptions): Promise<PreferenceResponse>;
    /**
     * Find preference definition.
     *
     * One preference that customers of the organisation can have.
     *
     * REST: `GET /preferences/{preferenceId}`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    get(input: PreferenceDefinitionsGetInput, options?: CallOptions): Promise<PreferenceResponse>;
    /**
     * Update preference definition.
     *
     * Changes a definition; an absent field is left as it is. Values that customers have already are not judged
     * again. An inactive preference takes no new values. The type cannot change while a customer holds a value, and
     * the preferenceCode is unique within the organisation (409).
     *
     * REST: `PUT /preferences/{preferenceId}`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 409 (conflict), 617 (not found), or a common one.
     */
    update(input: PreferenceDefinitionsUpdateInput, options?: CallOptions): Promise<PreferenceResponse>;
  };
  readonly customerAccounts: {
    /**
     * Find all customer accounts for customer.
     *
     * The accounts under which account based ticketing knows the customer.
     *
     * REST: `GET /profiles/{customerNumber}/customer-accounts`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    list(input: CustomerAccountsListInput, options?: CallOptions): Promise<CustomerAccountResponse[]>;
    /**
     * Add customer account to customer.
     *
     * Adds an account. An id that some customer of the organisation has already is refused (624).
     *
     * REST: `POST /profiles/{customerNumber}/customer-accounts`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), 624
     * (customer account taken), 629 (too many of these), or a common one.
     */
    add(input: CustomerAccountsAddInput, options?: CallOptions): Promise<CustomerAccountResponse>;
    /**
     * Update customer account.
     *
     * Changes what an account of the customer is called. An absent name is left as it is, null clears it.
     *
     * REST: `PUT /profiles/{customerNumber}/customer-accounts/{accountId}`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), or a
     * common one.
     */
    update(input: CustomerAccountsUpdateInput, options?: CallOptions): Promise<CustomerAccountResponse>;
  };
  readonly credentials: {
    /**
     * Verify credentials.
     *
     * Checks the password of a customer of the caller's organisation, and records the time and lastSignInFrom of a
     * right one. A wrong password and an unknown email get the same response (611). Never replayed: an
     * Idempotency-Key is of no effect.
     *
     * REST: `POST /credentials/verify`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 603 (bad email), or a common one.
     */
    verify(input: CredentialsVerifyInput, options?: CallOptions): Promise<CustomerResponse>;
    /**
     * Change password.
     *
     * Sets a new password. A wrong currentPassword is refused (611). Without a currentPassword the permission :admin
     * is needed.
     *
     * REST: `PUT /profiles/{customerNumber}/password`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 600 (password too weak), 601 (merge or connect
     * refused), 617 (not found), or a common one.
     */
    changePassword(input: CredentialsChangePasswordInput, options?: CallOptions): Promise<void>;
  };
  readonly personnelTickets: {
    /**
     * Add personnel ticket to customer.
     *
     * Gives a personnel ticket to a standard (S) or personnel ticket (P) customer. A temporary one (T) is refused
     * (409). While it is valid the customer cannot be deactivated (621).
     *
     * REST: `POST /profiles/{customerNumber}/personnel-tickets`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), 629
     * (too many of these), or a common one.
     */
    add(input: PersonnelTicketsAddInput, options?: CallOptions): Promise<PersonnelTicket>;
  };
  readonly notes: {
    /**
     * Add note to customer.
     *
     * Writes a note about the customer. Its author is X-Changed-By, otherwise the client of the token.
     *
     * REST: `POST /profiles/{customerNumber}/notes`. Permission: `customers-profile:endre`.
     * @throws {@link ProfilesError} with one of its own codes 601 (merge or connect refused), 617 (not found), 629
     * (too many of these), or a common one.
     */
    add(input: NotesAddInput, options?: CallOptions): Promise<Note>;
  };
  readonly webhooks: {
    /**
     * Find all webhooks.
     *
     * The webhooks of the organisation, paused ones included, the oldest first. Secrets are not shown.
     *
     * REST: `GET /webhooks`. Permission: `customers-profile:admin`.
     */
    list(input?: WebhooksListInput, options?: CallOptions): Promise<Webhook[]>;
    /**
     * Create webhook.
     *
     * From now on the events of all customers of the organisation are sent to the URL, at least once and in order
     * per customer, signed as in Standard Webhooks. The response shows the secret, once. At most 20 webhooks of an
     * organisation exist at a time (629).
     *
     * REST: `POST /webhooks`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 629 (too many of these), or a common one.
     */
    create(input: WebhooksCreateInput, options?: CallOptions): Promise<WebhookWithSecret>;
    /**
     * Find webhook.
     *
     * One webhook of the organisation. Its secret is not shown.
     *
     * REST: `GET /webhooks/{webhookId}`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    get(input: WebhooksGetInput, options?: CallOptions): Promise<Webhook>;
    /**
     * Update webhook.
     *
     * Changes a webhook; an absent field is left as it is. `isActive: false` pauses it: events wait, for up to 30
     * days. `rotateSecret: true` makes a new secret, which the response shows, once. Deliveries are signed with both
     * secrets until the old one ends, a day later.
     *
     * REST: `PUT /webhooks/{webhookId}`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    update(input: WebhooksUpdateInput, options?: CallOptions): Promise<WebhookWithSecret>;
    /**
     * Delete webhook.
     *
     * Deletes a webhook with its secret and its deliveries. What was not delivered is dropped.
     *
     * REST: `DELETE /webhooks/{webhookId}`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    delete(input: WebhooksDeleteInput, options?: CallOptions): Promise<void>;
    /**
     * Test webhook.
     *
     * Sends a signed event of the type `webhook.test.v1` to the URL, on the way of all other deliveries. It is tried
     * once. list-deliveries shows the result under the returned eventId. A paused webhook is refused (409).
     *
     * REST: `POST /webhooks/{webhookId}/test`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 409 (conflict), 617 (not found), or a common one.
     */
    test(input: WebhooksTestInput, options?: CallOptions): Promise<WebhookDelivery>;
    /**
     * Find all deliveries of webhook.
     *
     * The deliveries of a webhook, the latest event first, with their attempts. They are kept for 30 days.
     *
     * REST: `GET /webhooks/{webhookId}/deliveries`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    deliveries(input: WebhooksDeliveriesInput, options?: CallOptions): Promise<WebhookDeliveryPage>;
    /**
     * Redeliver event.
     *
     * Sends an event again, whether it was delivered or parked, with new attempts. With `untilEventId`, all
     * deliveries of the webhook from the one event to the other are sent again, at most 100 in a call: `redelivered`
     * is their number, and `nextEventId` where the next call begins.
     *
     * REST: `POST /webhooks/{webhookId}/deliveries/{eventId}/redeliver`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    redeliver(input: WebhooksRedeliverInput, options?: CallOptions): Promise<Redelivery>;
  };
  readonly imports: {
    /**
     * Create an import.
     *
     * Begins an import of customers. Send its rows with import-rows, first to a dry run: it has the same outcome for
     * each row and writes nothing.
     *
     * REST: `POST /imports`. Permission: `customers-profile:admin`.
     */
    create(input?: ImportsCreateInput, options?: CallOptions): Promise<Import>;
    /**
     * Import rows.
     *
     * Imports up to 500 rows. A row is identified by the import and its number: a number that is known returns its
     * stored outcome and has no effect. A refused row names all its errors and stops no other row.
     *
     * REST: `POST /imports/{importId}/rows`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 409 (conflict), 617 (not found), or a common one.
     */
    rows(input: ImportsRowsInput, options?: CallOptions): Promise<RowOutcome[]>;
    /**
     * Get an import.
     *
     * The import with the count of its rows by outcome.
     *
     * REST: `GET /imports/{importId}`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    get(input: ImportsGetInput, options?: CallOptions): Promise<Import>;
    /**
     * List imports.
     *
     * The imports of the organisation, the newest first.
     *
     * REST: `GET /imports`. Permission: `customers-profile:admin`.
     */
    list(input?: ImportsListInput, options?: CallOptions): Promise<ImportPage>;
    /**
     * Complete an import.
     *
     * Ends an import: further rows are refused. A completed import can still be undone. Repeating it changes
     * nothing.
     *
     * REST: `PUT /imports/{importId}/complete`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 409 (conflict), 617 (not found), or a common one.
     */
    complete(input: ImportsCompleteInput, options?: CallOptions): Promise<Import>;
    /**
     * Undo an import.
     *
     * Removes the customers that the import created and restores those that it updated, unless they were changed
     * since. An interrupted undo is completed by repeating it. A second undo, and that of a dry run, returns zeros.
     *
     * REST: `PUT /imports/{importId}/undo`. Permission: `customers-profile:admin`.
     * @throws {@link ProfilesError} with one of its own codes 617 (not found), or a common one.
     */
    undo(input: ImportsUndoInput, options?: CallOptions): Promise<UndoneImport>;
  };
  readonly events: {
    /**
     * List events.
     *
     * The changes of the organisation’s customers, in one order that never changes. Keep nextCursor and pass it as
     * `after` in the next call: nothing is missed and nothing is repeated. Without `after` it begins at the oldest
     * kept event; events are kept for at least 30 days. A call with `wait` responds as soon as there is an event.
     * After a 410 (630) read the current state of the customers, then begin again without a cursor.
     *
     * REST: `GET /events`. Permission: `customers-profile:les`.
     * @throws {@link ProfilesError} with one of its own codes 630 (cursor too old), or a common one.
     */
    list(input?: EventsListInput, options?: CallOptions): Promise<EventPage>;
  };
}

/** The kind of each operation, by the two parts of its name. Writes take an Idempotency-Key, deletions do not. */
export const OPERATION_KINDS = {
  profiles: { find: 'query', create: 'write', search: 'query', getMany: 'query', getByUuid: 'query', get: 'query', update: 'write', patch: 'write', getByEcard: 'query', deactivate: 'write', restore: 'write', connect: 'write', getByCustomerReference: 'query', getByUsername: 'query', merge: 'write', previewMerge: 'query', unmerge: 'write', suggestDuplicates: 'query', convert: 'write', export: 'query', exportAll: 'query', erase: 'deletion', listChanges: 'query', resolve: 'query', markDistinct: 'write', unmarkDistinct: 'deletion', listDuplicates: 'query' },
  preferences: { list: 'query', replace: 'write', create: 'write', get: 'query', update: 'write', delete: 'deletion' },
  ecards: { list: 'query', add: 'write', get: 'query', update: 'write' },
  postalAddresses: { add: 'write', update: 'write', delete: 'deletion' },
  preferenceDefinitions: { list: 'query', create: 'write', get: 'query', update: 'write' },
  customerAccounts: { list: 'query', add: 'write', update: 'write' },
  credentials: { verify: 'write', changePassword: 'write' },
  personnelTickets: { add: 'write' },
  notes: { add: 'write' },
  webhooks: { list: 'query', create: 'write', get: 'query', update: 'write', delete: 'deletion', test: 'write', deliveries: 'query', redeliver: 'write' },
  imports: { create: 'write', rows: 'write', get: 'query', list: 'query', complete: 'write', undo: 'write' },
  events: { list: 'query' },
} as const;
