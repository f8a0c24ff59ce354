import { describe, expect, test } from 'vitest';
import { recordsIn, rowsIn } from '../testing/records.js';

// Files after the documented formats of the other systems; the sources are named at each of them.

describe('Auth0', () => {
  // Auth0, "Bulk user exports" (JSON is NDJSON) and "Export hashed passwords".
  const user = {
    user_id: 'auth0|5f7c8ec7c33c6c004bbafe82',
    email: 'kari@example.no',
    email_verified: true,
    given_name: 'Kari',
    family_name: 'Nordmann',
    name: 'kari@example.no',
    phone_number: '+4740000001',
    phone_verified: false,
    created_at: '2023-11-14T22:13:20.000Z',
    updated_at: '2024-01-01T00:00:00.000Z',
    last_login: '2024-01-01T00:00:00.000Z',
    locale: 'nb-NO',
  };
  const hash = {
    _id: { $oid: '5f7c8ec7c33c6c004bbafe82' },
    email_verified: true,
    email: 'kari@example.no',
    passwordHash: '$2b$10$C8n1OSTg8UIvsxXIDFDG6uOd5V3DcOJmeg8rMfOqSfYbkZBXXXh3K',
    password_set_date: { $date: '2023-11-14T22:13:20.000Z' },
    tenant: 'acme',
    connection: 'Username-Password-Authentication',
    _tmp_is_unique: true,
  };

  test('users and password hashes are joined by the id', async () => {
    const hashes = new Map([['auth0|5f7c8ec7c33c6c004bbafe82', hash.passwordHash]]);
    expect(await rowsIn(`${JSON.stringify(user)}\n`, { hashes })).toEqual([
      {
        customerRef: 'auth0|5f7c8ec7c33c6c004bbafe82',
        firstName: 'Kari',
        surname: 'Nordmann',
        email: 'kari@example.no',
        telephoneNumber: '+4740000001',
        languagePreferenceISO6393: 'NOB',
        emailVerifiedAt: '2023-11-14T22:13:20.000Z',
        passwordHash: hash.passwordHash,
        lastSignInAt: '2024-01-01T00:00:00.000Z',
        createdAt: '2023-11-14T22:13:20.000Z',
        changedAt: '2024-01-01T00:00:00.000Z',
      },
    ]);
  });

  test('a user_id that is too long for a reference is refused, with all other errors and a way out', async () => {
    const long = { ...user, user_id: 'samlp|example-enterprise|kari.nordmann@example.no', email: 'none' };
    const [record] = await recordsIn(`${JSON.stringify(long)}\n`);
    expect(record?.row).toMatchObject({ customerRef: long.user_id });
    expect(record?.errors.map(({ field }) => field)).toEqual(['customerRef', 'email']);
    expect(record?.errors[0]?.message).toContain(
      'has 49 characters, and a customerRef has at most 40. Give a shorter one',
    );
    const longest = { ...user, user_id: `samlp|${'x'.repeat(34)}` };
    expect((await recordsIn(`${JSON.stringify(longest)}\n`))[0]?.errors).toEqual([]);
  });

  test('each line is a user, whatever lists are inside of it', async () => {
    const identities = [
      { connection: 'Username-Password-Authentication', provider: 'auth0', user_id: '5f7c', data: [] },
    ];
    const lines = [user, { ...user, user_id: 'auth0|2' }].map((one) =>
      JSON.stringify({ ...one, identities, users: null }),
    );
    expect(await rowsIn(`${lines.join('\n')}\n`)).toMatchObject([
      { customerRef: user.user_id },
      { customerRef: 'auth0|2' },
    ]);
    expect(await rowsIn(lines[0] ?? '')).toMatchObject([{ customerRef: user.user_id }]);
  });

  test('a user whose account is linked to a social one has the hash of its database', async () => {
    const linked = {
      ...user,
      user_id: 'google-oauth2|115015401343387192604',
      identities: [
        { provider: 'google-oauth2', user_id: '115015401343387192604', connection: 'google-oauth2', isSocial: true },
        { provider: 'auth0', user_id: '5f7c8ec7c33c6c004bbafe82', connection: 'Username-Password-Authentication' },
      ],
    };
    const hashes = new Map([['auth0|5f7c8ec7c33c6c004bbafe82', hash.passwordHash]]);
    expect(await rowsIn(JSON.stringify(linked), { hashes })).toMatchObject([{ passwordHash: hash.passwordHash }]);
  });

  test('what a sign-up form has put into the metadata is read where the user has no name or number', async () => {
    const { given_name: _given, family_name: _family, phone_number: _phone, ...bare } = user;
    const metadata = { first_name: 'Ingrid', last_name: 'Dahl', phone: '400 00 002' };
    const signedUp = { ...bare, phone_verified: true, user_metadata: metadata };
    const [row] = await rowsIn(JSON.stringify(signedUp));
    expect(row).toMatchObject({ firstName: 'Ingrid', surname: 'Dahl', telephoneNumber: '400 00 002' });
    expect(row).not.toHaveProperty('telephoneNumberVerifiedAt');
    expect(await rowsIn(JSON.stringify({ ...user, user_metadata: metadata }))).toMatchObject([{ firstName: 'Kari' }]);
  });

  test('the export of hashes alone is read too, and lines that are no JSON are reported', async () => {
    const [first, second] = await recordsIn(`${JSON.stringify(hash)}\n{"user_id": \n`);
    expect(first?.row).toMatchObject({
      customerRef: 'auth0|5f7c8ec7c33c6c004bbafe82',
      passwordHash: hash.passwordHash,
    });
    expect(second).toMatchObject({ line: 2, errors: [{ message: expect.stringContaining('not valid JSON') }] });
  });

  test('an imported argon2 hash is taken, one of MD5 is a warning', async () => {
    const argon2 = '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21l$CTyIJH1jkK8lkIIVJNxJqgFKkMVhhc4HYqBhMt9Vf7E';
    const withHash = (algorithm: string, value: string) =>
      JSON.stringify({ ...user, custom_password_hash: { algorithm, hash: { value } } });
    const records = await recordsIn(
      `${withHash('argon2', argon2)}\n${withHash('md5', 'd41d8cd98f00b204e9800998ecf8427e')}\n`,
    );
    expect(records.map(({ row }) => row?.['passwordHash'])).toEqual([argon2, undefined]);
    expect(records.map(({ warnings }) => warnings.length)).toEqual([0, 1]);
  });
});

describe('Ory Kratos', () => {
  // Ory Kratos 25, GET /admin/identities?include_credential=password: Identity.
  const identity = {
    id: '9f425a8d-7efc-4768-8f23-7647a74fdf13',
    credentials: {
      password: {
        type: 'password',
        identifiers: ['kari@example.no'],
        config: { hashed_password: '$2a$10$C8n1OSTg8UIvsxXIDFDG6uOd5V3DcOJmeg8rMfOqSfYbkZBXXXh3K' },
        version: 0,
      },
    },
    schema_id: 'preset://email',
    state: 'active',
    traits: { email: 'kari@example.no', name: { first: 'Kari', last: 'Nordmann' } },
    verifiable_addresses: [
      { value: 'kari@example.no', verified: true, via: 'email', verified_at: '2024-01-02T03:04:05.678Z' },
    ],
    created_at: '2023-11-14T22:13:20.123456Z',
    updated_at: '2024-01-01T00:00:00Z',
  };

  test.each([
    ['a list', JSON.stringify([identity])],
    ['NDJSON', `${JSON.stringify(identity)}\n`],
    ['the response of the command line', JSON.stringify({ identities: [identity], next_page_token: '' })],
  ])('an identity from %s becomes a row', async (_form, text) => {
    expect(await rowsIn(text)).toEqual([
      {
        customerRef: identity.id,
        firstName: 'Kari',
        surname: 'Nordmann',
        email: 'kari@example.no',
        emailVerifiedAt: '2024-01-02T03:04:05.678Z',
        passwordHash: identity.credentials.password.config.hashed_password,
        createdAt: identity.created_at,
        changedAt: identity.updated_at,
      },
    ]);
  });
});

describe('scrypt of Ory Kratos', () => {
  const identity = (hash: string) =>
    JSON.stringify({
      id: 'i',
      schema_id: 's',
      traits: {},
      credentials: { password: { config: { hashed_password: hash } } },
    });

  test('the cost is not a logarithm there, and padding goes', async () => {
    const [row] = await rowsIn(identity('$scrypt$ln=16384,r=8,p=1$c2FsdHNhbHQ=$MTIzNDU2Nzg5MGFiY2RlZg=='));
    expect(row).toMatchObject({ passwordHash: '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHQ$MTIzNDU2Nzg5MGFiY2RlZg' });
  });

  test('a cost that is no power of two is a warning', async () => {
    const [record] = await recordsIn(identity('$scrypt$ln=10000,r=8,p=1$c2FsdHNhbHQ=$MTIzNDU2Nzg5MGFiY2RlZg=='));
    expect(record?.row).not.toHaveProperty('passwordHash');
    expect(record?.warnings).toHaveLength(1);
  });
});

describe('Clerk', () => {
  // Clerk, "Export your users": the CSV of the dashboard; and the User object of the Backend API.
  test('the CSV of the dashboard has password digests; those of Django are written as PHC strings', async () => {
    const csv = [
      'id,first_name,last_name,username,primary_email_address,primary_phone_number,verified_email_addresses,unverified_email_addresses,verified_phone_numbers,unverified_phone_numbers,totp_secret,password_digest,password_hasher',
      'user_1,Kari,Nordmann,,kari@example.no,+4740000001,kari@example.no,,,,,$2a$10$C8n1OSTg8UIvsxXIDFDG6uOd5V3DcOJmeg8rMfOqSfYbkZBXXXh3K,bcrypt',
      'user_2,Ola,Hansen,,ola@example.no,,,ola@example.no,,,,pbkdf2_sha256$260000$saltsalt$9EdRjCdJeREa4lq4EiDCMzNUYIUuOGJcJTBOYNeqrDE=,pbkdf2_sha256_django',
      '',
    ].join('\n');
    const rows = (await rowsIn(csv)) as Record<string, unknown>[];
    expect(rows[0]).toMatchObject({ customerRef: 'user_1', email: 'kari@example.no', telephoneNumber: '+4740000001' });
    expect(rows[1]?.['passwordHash']).toBe(
      '$pbkdf2-sha256$i=260000,l=32$c2FsdHNhbHQ$9EdRjCdJeREa4lq4EiDCMzNUYIUuOGJcJTBOYNeqrDE',
    );
  });

  test('a user of the Backend API has the primary addresses and their verification', async () => {
    const user = {
      id: 'user_1',
      first_name: 'Kari',
      last_name: 'Nordmann',
      primary_email_address_id: 'idn_2',
      email_addresses: [
        { id: 'idn_1', email_address: 'old@example.no', verification: { status: 'verified' } },
        { id: 'idn_2', email_address: 'kari@example.no', verification: { status: 'verified' } },
      ],
      phone_numbers: [],
      created_at: 1_700_000_000_000,
      updated_at: 1_700_000_000_000,
      last_sign_in_at: null,
      banned: false,
    };
    expect(await rowsIn(JSON.stringify([user]))).toEqual([
      {
        customerRef: 'user_1',
        firstName: 'Kari',
        surname: 'Nordmann',
        email: 'kari@example.no',
        emailVerifiedAt: '2023-11-14T22:13:20.000Z',
        createdAt: '2023-11-14T22:13:20.000Z',
        changedAt: '2023-11-14T22:13:20.000Z',
      },
    ]);
  });
});

describe('SCIM', () => {
  // RFC 7643, section 8.2 (full user representation), and RFC 7644, section 3.4.2 (ListResponse).
  test('a user of a ListResponse becomes a row', async () => {
    const response = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 1,
      Resources: [
        {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          id: '2819c223-7f76-453a-919d-413861904646',
          externalId: '701984',
          userName: 'bjensen@example.com',
          name: {
            formatted: 'Ms. Barbara J Jensen, III',
            familyName: 'Jensen',
            givenName: 'Barbara',
            middleName: 'Jane',
          },
          emails: [
            { value: 'babs@jensen.org', type: 'home' },
            { value: 'bjensen@example.com', type: 'work', primary: true },
          ],
          addresses: [
            {
              streetAddress: 'Storgata 1\nOppgang B',
              locality: 'Oslo',
              postalCode: '0155',
              country: 'NO',
              type: 'home',
            },
            { type: 'other', country: 'NO' },
          ],
          phoneNumbers: [{ value: 'tel:+47-400-00-001', type: 'mobile' }],
          preferredLanguage: 'nn-NO',
          active: true,
          meta: { created: '2010-01-23T04:56:22Z', lastModified: '2011-05-13T04:42:34Z' },
        },
      ],
    };
    expect(await rowsIn(JSON.stringify(response, undefined, 1))).toEqual([
      {
        customerRef: '701984',
        firstName: 'Barbara Jane',
        surname: 'Jensen',
        email: 'bjensen@example.com',
        username: 'bjensen@example.com',
        telephoneNumber: 'tel:+47-400-00-001',
        languagePreferenceISO6393: 'NNO',
        createdAt: '2010-01-23T04:56:22Z',
        changedAt: '2011-05-13T04:42:34Z',
        postalAddresses: [
          {
            typeOfAddress: 'P',
            addressLine1: 'Storgata 1',
            addressLine2: 'Oppgang B',
            postCode: '0155',
            town: 'Oslo',
            countryCode: 'NOR',
          },
        ],
      },
    ]);
  });
});
