import { randomInt, randomUUID } from 'node:crypto';
import { createProfilesClient, type ProfilesClient, ProfilesError } from '@profiles/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

// Two services on one database, so that no lock inside one process can hide a race.
describe.skipIf(MONGODB_URI === undefined)('races on MongoDB, over two services', () => {
  const organisationId = randomInt(1, 1_000_000);
  let stacks: [Stack, Stack];
  let apis: [ProfilesClient, ProfilesClient];

  beforeAll(async () => {
    const database = `races_${randomUUID().slice(0, 8)}`;
    stacks = [await startStack({ database }), await startStack({ database })];
    apis = stacks.map((stack) =>
      createProfilesClient({
        url: stack.serviceUrl,
        token: () => stack.token({ organisationId }),
        clientName: 'acme-tests',
        // The test has a deadline of its own: on a busy machine 50 writers of one profile take long.
        timeoutMillis: 60_000,
      }),
    ) as [ProfilesClient, ProfilesClient];
  });
  afterAll(() => Promise.all(stacks.map((stack) => stack.close())));

  const api = (index: number) => apis[index % 2 === 0 ? 0 : 1];
  const person = () => ({
    surname: 'Nordmann',
    firstName: 'Kari',
    organisationId,
    createdBy: 'web',
    createdByChannel: 'web',
  });
  const anEmail = () => `${randomUUID()}@example.no`;
  const revisionsOf = async (customerNumber: number) =>
    (await stacks[0].events(customerNumber)).map((event) => event.revision);

  test('[UNIQ-1] of 50 simultaneous creates of one email exactly one wins, the others get 602', async () => {
    const email = anEmail();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => api(index).profiles.create({ ...person(), email })),
    );
    const codes = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 200 : codeOf(outcome.reason)));
    expect(codes.sort()).toEqual([200, ...Array(49).fill(602)]);
    const found = await api(0).profiles.find({ email });
    expect(found).toHaveLength(1);
    expect(await revisionsOf(found[0]?.customerNumber ?? 0)).toEqual([1]);
  });

  test('[MERGE-3] of two merges of one source into two targets exactly one wins', async () => {
    for (let round = 0; round < 10; round++) {
      const source = await api(0).profiles.create({ ...person(), profileType: 'P' });
      const targets = [await api(0).profiles.create(person()), await api(1).profiles.create(person())];
      const outcomes = await Promise.allSettled(
        targets.map(({ customerNumber }, index) =>
          api(index).profiles.merge({ customerNumber, pticketCustomerNumber: source.customerNumber }),
        ),
      );
      const codes = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 200 : codeOf(outcome.reason)));
      expect(codes.sort()).toEqual([200, 601]);
      const survivor = await api(1).profiles.get({ customerNumber: source.customerNumber });
      expect(survivor.relatedCustomerNumbers).toEqual([source.customerNumber]);
      expect(await revisionsOf(source.customerNumber)).toEqual([1, 2]);
    }
  });

  test('[CARD-1] after 20 simultaneous transfers a card has one owner, and every move is in the events', async () => {
    const ecardNumber = randomInt(1, 9_999_999_999);
    const card = { ecardNumber, ecardOperator: '57803', startOfOwnership: '2026-01-01' };
    const owners = await Promise.all(Array.from({ length: 20 }, (_, index) => api(index).profiles.create(person())));
    const first = await api(0).profiles.create(person());
    await api(0).ecards.add({ customerNumber: first.customerNumber, ...card });
    await Promise.all(owners.map(({ customerNumber }, index) => api(index).ecards.update({ customerNumber, ...card })));
    const holders = await Promise.all(
      [first, ...owners].map(({ customerNumber }) => api(0).profiles.get({ customerNumber, includeECards: true })),
    );
    expect(holders.flatMap((holder) => holder.ecardOwnerships ?? [])).toHaveLength(1);

    const events = (await Promise.all(holders.map(({ customerNumber }) => stacks[0].events(customerNumber)))).flat();
    const moves = events.filter((event) => event.cause === 'update-ecard');
    // Each of the 20 transfers changes the owner who loses the card and the one who gets it.
    expect(moves).toHaveLength(40);
    for (const { customerNumber } of holders) {
      const revisions = await revisionsOf(customerNumber);
      expect(revisions).toEqual(revisions.map((_, index) => index + 1));
    }
  });

  test('of 50 simultaneous updates of one profile none is lost', async () => {
    const { customerNumber } = await api(0).profiles.create(person());
    const streets = Array.from({ length: 50 }, (_, index) => `Storgata ${index}`);
    await Promise.all(
      streets.map((addressLine1, index) =>
        api(index).profiles.update({
          customerNumber,
          surname: 'Nordmann',
          firstName: 'Kari',
          changedBy: 'web',
          changedByChannel: 'web',
          postalAddresses: [{ addressLine1, town: 'Oslo', postCode: '0150', typeOfAddress: 'P' }],
        }),
      ),
    );
    const { postalAddresses } = await api(1).profiles.get({ customerNumber });
    expect(postalAddresses?.map((address) => address.addressLine1).sort()).toEqual([...streets].sort());
    expect(await revisionsOf(customerNumber)).toEqual(Array.from({ length: 51 }, (_, index) => index + 1));
  });

  test('a transfer beside a merge of the new owner leaves the card with the survivor or where it was', async () => {
    for (let round = 0; round < 10; round++) {
      const card = { ecardNumber: randomInt(1, 9_999_999_999), ecardOperator: '57803', startOfOwnership: '2026-01-01' };
      const owner = await api(0).profiles.create(person());
      const source = await api(0).profiles.create({ ...person(), profileType: 'P' });
      const target = await api(0).profiles.create(person());
      await api(0).ecards.add({ customerNumber: owner.customerNumber, ...card });
      await Promise.allSettled([
        api(0).ecards.update({ customerNumber: source.customerNumber, ...card }),
        api(1).profiles.merge({
          customerNumber: target.customerNumber,
          pticketCustomerNumber: source.customerNumber,
        }),
      ]);
      const holder = await api(0).profiles.getByEcard({
        ecardNumber: String(card.ecardNumber).padStart(10, '0'),
      });
      expect([owner.customerNumber, target.customerNumber]).toContain(holder.customerNumber);
    }
  });

  test('two identical creates at once under one idempotency key make one profile', async () => {
    const body = { ...person(), email: anEmail() };
    const idempotencyKey = randomUUID();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => api(index).profiles.create(body, { idempotencyKey })),
    );
    const numbers = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value.customerNumber] : [],
    );
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [codeOf(outcome.reason)] : []));
    expect(new Set(numbers).size).toBe(1);
    expect(new Set([...refusals, 409])).toEqual(new Set([409]));
    expect(await api(0).profiles.find({ email: body.email })).toHaveLength(1);
  });
});

function codeOf(error: unknown): number {
  return error instanceof ProfilesError ? error.code : -1;
}
