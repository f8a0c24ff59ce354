import { describe, expect, test } from 'vitest';
import { recordsIn, rowsIn } from '../testing/records.js';

describe('Keycloak', () => {
  // Keycloak 26, `kc.sh export --realm shop --users realm_file`: UserRepresentation, CredentialRepresentation.
  const user = (fields: object) => ({
    id: '0b0cbd27-3a4e-4f2e-8ad0-5d1f0b6c1e11',
    username: 'kari@example.no',
    email: 'kari@example.no',
    firstName: 'Kari',
    lastName: 'Nordmann',
    emailVerified: true,
    enabled: true,
    createdTimestamp: 1_700_000_000_000,
    attributes: { locale: ['nb'], phoneNumber: ['+4740000001'] },
    ...fields,
  });
  const argon2 = {
    id: 'c1',
    type: 'password',
    secretData: JSON.stringify({
      value: 'CTyIJH1jkK8lkIIVJNxJqgFKkMVhhc4HYqBhMt9Vf7E=',
      salt: 'v3Yc1WZC6wVWb1hl8ZtHWg==',
      additionalParameters: {},
    }),
    credentialData: JSON.stringify({
      hashIterations: 5,
      algorithm: 'argon2',
      additionalParameters: {
        hashLength: ['32'],
        memory: ['7168'],
        type: ['id'],
        version: ['1.3'],
        parallelism: ['1'],
      },
    }),
  };
  const pbkdf2 = (algorithm: string, bytes: number) => ({
    type: 'password',
    secretData: JSON.stringify({ value: Buffer.alloc(bytes, 7).toString('base64'), salt: 'v3Yc1WZC6wVWb1hl8ZtHWg==' }),
    credentialData: JSON.stringify({ hashIterations: 210_000, algorithm, additionalParameters: {} }),
  });
  const realm = (users: object[]) => JSON.stringify({ realm: 'shop', roles: { realm: [] }, users }, undefined, 2);

  test('a user of a realm becomes a row; version 1.3 of argon2 is 19, and padding goes', async () => {
    expect(await rowsIn(realm([user({ credentials: [argon2] })]))).toEqual([
      {
        customerRef: '0b0cbd27-3a4e-4f2e-8ad0-5d1f0b6c1e11',
        firstName: 'Kari',
        surname: 'Nordmann',
        email: 'kari@example.no',
        username: 'kari@example.no',
        telephoneNumber: '+4740000001',
        languagePreferenceISO6393: 'NOB',
        emailVerifiedAt: '2023-11-14T22:13:20.000Z',
        passwordHash:
          '$argon2id$v=19$m=7168,t=5,p=1$v3Yc1WZC6wVWb1hl8ZtHWg$CTyIJH1jkK8lkIIVJNxJqgFKkMVhhc4HYqBhMt9Vf7E',
        createdAt: '2023-11-14T22:13:20.000Z',
      },
    ]);
  });

  test('PBKDF2 with SHA-256 and SHA-512 keeps its iterations and length', async () => {
    const [one, other] = (await rowsIn(
      realm([
        user({ credentials: [pbkdf2('pbkdf2-sha256', 64)] }),
        user({ credentials: [pbkdf2('pbkdf2-sha512', 64)] }),
      ]),
    )) as { passwordHash: string }[];
    const part = Buffer.alloc(64, 7).toString('base64').replace(/=+$/, '');
    expect(one?.passwordHash).toBe(`$pbkdf2-sha256$i=210000,l=64$v3Yc1WZC6wVWb1hl8ZtHWg$${part}`);
    expect(other?.passwordHash).toBe(`$pbkdf2-sha512$i=210000,l=64$v3Yc1WZC6wVWb1hl8ZtHWg$${part}`);
  });

  test('a hash that the service does not verify is a warning, and the user is imported', async () => {
    const [record] = await recordsIn(realm([user({ credentials: [pbkdf2('pbkdf2', 20)] })]));
    expect(record?.row?.['passwordHash']).toBeUndefined();
    expect(record?.errors).toEqual([]);
    expect(record?.warnings).toEqual([
      { field: 'credentials.password', message: expect.stringContaining('"pbkdf2" is not supported') },
    ]);
  });

  test('service accounts are skipped, and a disabled user is passive', async () => {
    const [service, disabled] = await recordsIn(
      realm([user({ serviceAccountClientId: 'shop' }), user({ enabled: false })]),
    );
    expect(service).toMatchObject({ skipped: 'It is a service account.' });
    expect(disabled?.row).toMatchObject({ status: 'P' });
  });

  test('a realm is known by how it begins, not by the attributes of its users', async () => {
    const legacy = { locale: ['nb'], user_id: ['auth0|1'], traits: { a: 1 }, schema_id: ['x'] };
    const file = JSON.stringify({ realm: 'shop', users: [user({ attributes: legacy })] }, undefined, 2);
    expect(await rowsIn(file)).toMatchObject([
      { customerRef: '0b0cbd27-3a4e-4f2e-8ad0-5d1f0b6c1e11', firstName: 'Kari' },
    ]);
  });

  test('an address is one of its country', async () => {
    const attributes = {
      street: ['Strøget 1\nst. th.'],
      postal_code: ['1160'],
      locality: ['København'],
      country: ['DK'],
    };
    expect(await rowsIn(realm([user({ attributes })]))).toMatchObject([
      {
        postalAddresses: [
          {
            addressLine1: 'Strøget 1',
            addressLine2: 'st. th.',
            postCode: '1160',
            town: 'København',
            countryCode: 'DNK',
          },
        ],
      },
    ]);
  });

  test('a file of several realms is refused with what to do', async () => {
    const [record] = await recordsIn(JSON.stringify([JSON.parse(realm([user({})])), JSON.parse(realm([]))]));
    expect(record?.errors).toEqual([{ field: 'realm', message: expect.stringContaining('--realm') }]);
  });

  test('each record has the line on which it begins', async () => {
    const lines = (await recordsIn(realm([user({}), user({})]))).map(({ line }) => line);
    const text = realm([user({}), user({})]).split('\n');
    expect(lines.map((line) => text[line - 1]?.trim())).toEqual(['{', '{']);
    expect(lines[1]).toBeGreaterThan(lines[0] ?? 0);
  });
});
