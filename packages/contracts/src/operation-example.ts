/** A standard customer with a username and a password. */
export interface ExampleCustomer {
  readonly customerNumber: number;
  readonly uuid: string;
  readonly customerReference: string;
  readonly username: string;
  readonly password: string;
}

/**
 * Existing data that the example of an operation refers to. The OpenAPI document shows {@link DOCUMENTED_SUBJECT}; tests
 * create a real one, or take one that does not exist.
 */
export interface ExampleSubject {
  readonly organisationId: number;
  readonly customer: ExampleCustomer;
  /** A second standard customer of the same organisation. */
  readonly otherCustomer: { readonly customerNumber: number };
  readonly deactivatedCustomer: { readonly customerNumber: number };
  /** A customer of type T. */
  readonly temporaryCustomer: { readonly customerNumber: number };
  /** A customer of type P. */
  readonly ticketCustomer: { readonly customerNumber: number };
  /** A customer, with the number of one that was merged into it. */
  readonly mergeTarget: { readonly customerNumber: number; readonly mergedCustomerNumber: number };
  readonly cardOwner: {
    readonly customerNumber: number;
    readonly ecardOperator: string;
    readonly ecardNumber: number;
    readonly ecardNumber16digits: string;
  };
  readonly resident: { readonly customerNumber: number; readonly postalAddressId: number };
  readonly accountHolder: { readonly customerNumber: number; readonly accountId: string };
  /** A customer that holds a preference with a TEXT definition. */
  readonly preferenceHolder: { readonly customerNumber: number; readonly preferenceId: number };
  /** A TEXT definition whose preference the example customer does not hold. */
  readonly definition: { readonly preferenceId: number };
  /** A webhook that is active. */
  readonly webhook: { readonly webhookId: string };
  /** A delivery of a webhook. */
  readonly delivery: { readonly webhookId: string; readonly eventId: string };
  /** An import that accepts rows, and that writes them. */
  readonly openImport: { readonly importId: string };
  /** Values that no profile holds yet. */
  readonly fresh: {
    readonly email: string;
    /** 1 to 40 characters. */
    readonly text: string;
    /** Ten digits. */
    readonly ecardNumber: number;
  };
}

/** The parts of a subject that are data of one organisation. */
export type NamedPart = Exclude<keyof ExampleSubject, 'organisationId' | 'fresh'>;

/** The subject of the documented examples. */
export const DOCUMENTED_SUBJECT: ExampleSubject = {
  organisationId: 1,
  customer: {
    customerNumber: 1_000_000,
    uuid: '6b1f0e6d3c8a4f0f9d2e7c5b4a392817',
    customerReference: 'CRM-4711',
    username: 'kari.nordmann@example.no',
    password: 'correct horse battery staple',
  },
  otherCustomer: { customerNumber: 1_000_001 },
  deactivatedCustomer: { customerNumber: 1_000_002 },
  temporaryCustomer: { customerNumber: 1_000_003 },
  ticketCustomer: { customerNumber: 1_000_004 },
  mergeTarget: { customerNumber: 1_000_005, mergedCustomerNumber: 1_000_006 },
  cardOwner: {
    customerNumber: 1_000_000,
    ecardOperator: '57803',
    ecardNumber: 1_234_567_890,
    ecardNumber16digits: '5780312345678902',
  },
  resident: { customerNumber: 1_000_000, postalAddressId: 1_000_000 },
  accountHolder: { customerNumber: 1_000_000, accountId: 'ABT-4711' },
  preferenceHolder: { customerNumber: 1_000_000, preferenceId: 1 },
  definition: { preferenceId: 2 },
  webhook: { webhookId: '0b2f6c1e-7d43-4c0a-9a55-3f8a1d2c4b6e' },
  delivery: {
    webhookId: '0b2f6c1e-7d43-4c0a-9a55-3f8a1d2c4b6e',
    eventId: '019a2f4b-6c00-7cc3-98c4-dc0c0c07398f',
  },
  openImport: { importId: '3f0e8f4c-7f55-4a9e-9f0b-0d8d3a9c1e57' },
  fresh: { email: 'ola.nordmann@example.no', text: 'CRM-4712', ecardNumber: 1_234_567_891 },
};

/** A postal address with every field. */
export const EXAMPLE_ADDRESS = {
  town: 'Oslo',
  postCode: '0150',
  typeOfAddress: 'P',
  countryCode: 'NOR',
  verifiedAt: '2026-01-01T00:00:00.000Z',
  addressLine1: 'Storgata 1',
  addressLine2: 'Oppgang B',
} as const;

/** The personal data of a customer, with every field that a create, an update and a convert share. */
export const exampleDetails = ({ email, text }: ExampleSubject['fresh']) => ({
  surname: 'Nordmann',
  firstName: 'Kari',
  email,
  vippsId: text,
  countryCode: '+47',
  telephoneNumberNoCountryCode: '91234567',
  telephoneNumber: '+4791234567',
  dateOfBirth: '1985-04-12',
  nationality: 'NOR' as const,
  expirationDate: '2099-12-31T23:59:59.000Z',
  landlineNumber: '22123456',
  languagePreferenceISO6393: 'NOB',
  languagePreference: 'NO' as const,
  telephoneNumberVerifiedAt: '2026-01-01T00:00:00.000Z',
  customerAccountId: text,
  invoiceOrganisationId: '974760673',
});

/** The parts of a subject that an example refers to: it is called once with a subject that records them. */
export function namedParts(example: (subject: ExampleSubject) => unknown): NamedPart[] {
  const used = new Set<string>();
  const recording = new Proxy(DOCUMENTED_SUBJECT, {
    get(subject, part, receiver) {
      used.add(String(part));
      return Reflect.get(subject, part, receiver);
    },
  });
  example(recording);
  return [...used].filter((part): part is NamedPart => part !== 'organisationId' && part !== 'fresh');
}
