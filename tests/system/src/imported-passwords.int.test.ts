import { randomInt, randomUUID } from 'node:crypto';
import { createProfilesClient, type ProfilesApi } from '@profiles/client';
import type { ImportRow } from '@profiles/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const PASSWORD = 'correct horse battery';
/** Hashes of the password as other systems made them. */
const HASHES = [
  ['bcrypt', '$2b$06$ICoONHL53aWOTacdsnNWseQu0H5tpDAzZppe/kEUFVuaxAfuBEbEq'],
  ['argon2', '$argon2id$v=19$m=8192,t=2,p=2$9hekx8G0yaIUYbI9yz2flQ$+CW8uuUP3uochEowSv+gCJFcI7YkEDTSOaalAWs+aZs'],
  ['scrypt', '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHQ$gmT3kBJViIHN6YEyrGyEbDU5WnAr6SuWLpsHCm6Hcs8'],
  ['PBKDF2', '$pbkdf2-sha256$i=29000,l=32$c2FsdHNhbHRzYWx0c2FsdA$25NYaVsNObsfZXar49ZUDxNQwL5N2eVgqNw6/t0tZ1k'],
] as const;
const PERMISSIONS = ['les', 'opprett', 'admin'].map((right) => `customers-profile:${right}`);

describe.skipIf(MONGODB_URI === undefined)('the password of an imported customer', () => {
  let stack: Stack;
  let api: ProfilesApi;
  beforeAll(async () => {
    stack = await startStack();
    const token = await stack.token({ organisationId: randomInt(1, 2 ** 31), permissions: PERMISSIONS });
    api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
  });
  afterAll(() => stack?.close());

  async function hashOf(customerNumber: number | undefined): Promise<string | undefined> {
    const { lines } = await api.profiles.exportAll({ after: (customerNumber ?? 0) - 1 });
    return (JSON.parse(lines.split('\n')[0] ?? '') as ImportRow).passwordHash ?? undefined;
  }

  test.each(HASHES)('[HASH-1] hashed by %s signs in, and the first sign-in replaces the hash', async (_, hash) => {
    const email = `kari.${randomUUID()}@example.no`;
    const row = { surname: 'Nordmann', firstName: 'Kari', email, createdBy: 'crm', createdByChannel: 'crm' };
    const { id: importId } = await api.imports.create({ dryRun: false });
    const [outcome] = await api.imports.rows({ importId, firstRow: 1, rows: [{ ...row, passwordHash: hash }] });
    expect(outcome).toMatchObject({ outcome: 'created' });
    const customerNumber = outcome?.customerNumber;
    expect(await hashOf(customerNumber)).toBe(hash);

    const wrong = api.credentials.verify({ email, password: 'wrong horse battery' });
    await expect(wrong).rejects.toMatchObject({ code: 611 });
    expect(await hashOf(customerNumber)).toBe(hash);

    // Two first sign-ins at once replace it once or twice, and both succeed.
    const signIn = () => api.credentials.verify({ email, password: PASSWORD });
    await Promise.all([signIn(), signIn()]);
    const replaced = await hashOf(customerNumber);
    expect(replaced).toMatch(/^\$argon2id\$/);
    expect(replaced).not.toBe(hash);

    expect(await signIn()).toMatchObject({ customerNumber });
    expect(await hashOf(customerNumber)).toBe(replaced);
  });
});
