import { randomUUID } from 'node:crypto';
import { createProfilesClient, type ProfilesApi } from '@profiles/client';
import { Permission } from '@profiles/contracts';
import { openMongo } from '@profiles/mongo-store';
import { repairAfterRestore } from '@profiles/retention';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const PERSON = { organisationId: 1, surname: 'Nordmann', firstName: 'Kari', createdBy: 'web', createdByChannel: 'web' };

// Issue 18.5: erasures since the backup, repeated by a command.
const NOTHING_ELSE = { changed: [], imported: [] };

describe.skipIf(MONGODB_URI === undefined)('erasures that are repeated in a restored database', () => {
  let stack: Stack;
  let api: ProfilesApi;
  const database = `erasures_${randomUUID().slice(0, 8)}`;
  const mongo = openMongo({ uri: MONGODB_URI ?? '', database, appName: 'erasures-test' });

  beforeAll(async () => {
    stack = await startStack({ database });
    const token = await stack.token({ organisationId: 1, permissions: Object.values(Permission) });
    api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
  });
  afterAll(async () => {
    await mongo.close();
    await stack.close();
  });

  const create = async (profileType: 'S' | 'P' = 'S') =>
    (await api.profiles.create({ ...PERSON, profileType })).customerNumber;
  const merged = async () => {
    const [target, source] = [await create(), await create('P')];
    await api.profiles.merge({ customerNumber: target, pticketCustomerNumber: source });
    return { target, source };
  };
  const exists = (customerNumber: number) =>
    api.profiles.get({ customerNumber, includeDeleted: true }).then(
      () => true,
      () => false,
    );
  const repeat = (...erased: number[]) => repairAfterRestore(mongo, { ...NOTHING_ELSE, erased });

  test('a customer and all that was merged into it go, with an event and a proof', async () => {
    const { target, source } = await merged();
    expect(await repeat(target, source)).toMatchObject({ erased: [target, source], absent: [], undecided: [] });
    expect([await exists(target), await exists(source)]).toEqual([false, false]);
    const last = (await stack.events(target)).at(-1);
    expect(last).toMatchObject({ eventType: 'DELETE', cause: 'erase-profile' });
    expect(last?.correlationId).toMatch(/^after-restore:/);
    const proofs = (await stack.documents('erasures')) as { customerNumbers?: number[] }[];
    expect(proofs.flatMap(({ customerNumbers = [] }) => customerNumbers)).toContain(target);
  });

  test('a second run finds nothing to do', async () => {
    const customer = await create();
    await repeat(customer);
    expect(await repeat(customer)).toMatchObject({ erased: [], absent: [customer] });
  });

  test('no other customer is erased with one whose merge was undone before the erasure', async () => {
    const [one, two] = [await merged(), await merged()];
    const { erased, undecided } = await repeat(one.target, two.source);
    expect(erased).toEqual([]);
    expect(undecided).toEqual([
      { customerNumber: one.target, reason: expect.stringContaining(`${one.source} is merged into it`) },
      { customerNumber: two.source, reason: expect.stringContaining(`merged into ${two.target}`) },
    ]);
    expect(await exists(one.target)).toBe(true);
    expect(await exists(two.target)).toBe(true);
  });

  test('a dry run erases nothing', async () => {
    const customer = await create();
    const { erased } = await repairAfterRestore(mongo, { ...NOTHING_ELSE, erased: [customer] }, { dryRun: true });
    expect(erased).toEqual([customer]);
    expect(await exists(customer)).toBe(true);
  });
});
