import { maintainPairs } from '@profiles/application';
import { aProfile } from '@profiles/testkit';
import { expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.js';

const PHONE = { countryCode: '+47', telephoneNumberNoCountryCode: '91234567' };

/** A store with customers of one organisation, all due, that counts how many profiles each read of holders returns. */
async function storeWith(count: number, fieldsOf: (index: number) => object) {
  const store = createMemoryStore();
  const profiles = Array.from({ length: count }, (_, index) => {
    const customerNumber = 1_000_000 + index;
    const fields = { uuid: String(index), customerRef: String(customerNumber) };
    return { after: aProfile({ customerNumber, ...fields, ...fieldsOf(index) }) };
  });
  const changes = profiles.map(({ after: { customerNumber, organisationId } }) => ({
    ...{ id: String(customerNumber), customerNumber, organisationId, revision: 1, at: '2026-01-31T08:15:30.123Z' },
    ...{
      operation: 'create-profile',
      changedBy: 'web',
      changedByChannel: 'web',
      clientId: 'test',
      correlationId: 'test',
    },
    ...{ callerOrganisationId: organisationId, fields: [{ field: 'surname', after: 'x' }] },
  }));
  await store.commit({ profiles, ecards: [], events: [], changes });
  const reads: number[] = [];
  const { holdersOf } = store.duplicatePairs;
  store.duplicatePairs.holdersOf = async (...read) => {
    const found = await holdersOf(...read);
    reads.push(found.length);
    return found;
  };
  const organisationId = profiles[0]?.after.organisationId ?? 0;
  await store.duplicatePairs.begin(organisationId);
  while (await maintainPairs(store));
  return { pairs: await store.duplicatePairs.list(organisationId, { minScore: 0, limit: 10_000 }), reads };
}

test('[DUP-1] a value with more than 100 holders counts for no pair, and one with 100 holders counts for all', async () => {
  const shared = PHONE;
  expect((await storeWith(100, () => shared)).pairs).toHaveLength((100 * 99) / 2);
  expect((await storeWith(101, () => shared)).pairs).toEqual([]);
});

test('[DUP-1] however common a value is, each read is bounded, and rare values beside it still count', async () => {
  const { pairs, reads } = await storeWith(1500, (index) => ({
    ...{ ...PHONE, dateOfBirth: '1985-04-12' },
    ...(index % 500 === 0 && { landlineNumber: '22123456' }),
  }));
  expect(pairs.map(({ first, second }) => [first, second])).toEqual([
    [1_000_000, 1_000_500],
    [1_000_000, 1_001_000],
    [1_000_500, 1_001_000],
  ]);
  expect(Math.max(...reads)).toBeLessThanOrEqual(1_000);
  // 8 batches, and for each of the few common values a division by two at most ten times.
  expect(reads.length).toBeLessThan(8 * 60);
});
