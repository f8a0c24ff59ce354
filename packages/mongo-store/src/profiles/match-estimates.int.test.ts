import { randomUUID } from 'node:crypto';
import type { SearchTerm } from '@profiles/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { collectionsOf } from '../schema/collections.js';
import { ensureIndexes } from '../schema/indexes.js';
import { type MatchEstimate, matchEstimates } from './match-estimates.js';
import { CUSTOMER_NUMBERS } from './numbers.js';
import { STORED_SUMMARY } from './profile-views.js';
import { profileSearch } from './search.js';

const uri = process.env['MONGODB_URI'];
const CUSTOMERS = 3_000;
const numbersEnd = async () => CUSTOMER_NUMBERS.first + CUSTOMERS;
const surname = (text: string): SearchTerm => ({ kind: 'surname', text, match: 'prefix' });
const town: SearchTerm = { kind: 'address', text: 'kristiansand', match: 'prefix' };
const street: SearchTerm = { kind: 'address', text: 'vei', match: 'prefix' };

/** Every second customer is of the organisation, every 20th of those is a Hansen, every 200th a Haug. */
function documentOf(at: number) {
  const name = at % 400 === 0 ? 'haug' : at % 40 === 0 ? 'hansen' : `other${at}`;
  const terms = [`surname:${name}`, 'address:kristiansand', ...(at % 80 === 0 ? ['address:veien'] : [])];
  return {
    _id: CUSTOMER_NUMBERS.first + at,
    organisationId: 1 + (at % 2),
    uuid: String(at),
    uniqueKeys: [`ref:${at}`],
    profileType: 'P',
    status: 'A',
    revision: 1,
    terms,
  };
}

describe.skipIf(uri === undefined)('searches with many matches', () => {
  let connection: MongoConnection;
  const profiles = () => collectionsOf(connection.db).profiles;

  beforeAll(async () => {
    connection = openMongo({ uri: uri ?? '', database: `matches_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(connection.db);
    await profiles().insertMany(Array.from({ length: CUSTOMERS }, (_, at) => documentOf(at)) as never);
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  async function estimateOf(terms: readonly SearchTerm[], organisationId = 1): Promise<MatchEstimate | undefined> {
    const estimates = matchEstimates(profiles(), { numbersEnd, minNumbers: 1_000 });
    const criteria = { organisationId, terms, includeTemporary: true };
    expect(estimates.of(criteria), 'the first search does not wait for a sample').toBeUndefined();
    await estimates.settled();
    return estimates.of(criteria);
  }

  test('are estimated from a sample', async () => {
    const estimate = await estimateOf([surname('h')]);
    expect(estimate?.matches).toBeGreaterThan(75 / 2);
    expect(estimate?.matches).toBeLessThan(75 * 2);
  });

  test('name the criterion that narrows most', async () => {
    const estimate = await estimateOf([town, street]);
    expect(estimate?.narrowest).toEqual(street);
    expect(estimate?.candidates).toBe(estimate?.matches);
  });

  test('are not estimated by customers of another organisation', async () => {
    expect(await estimateOf([surname('h')], 2)).toBeUndefined();
  });

  test('are not estimated in a small database', async () => {
    const estimates = matchEstimates(profiles(), { numbersEnd });
    const criteria = { organisationId: 1, terms: [surname('h')], includeTemporary: true };
    estimates.of(criteria);
    await estimates.settled();
    expect(estimates.of(criteria)).toBeUndefined();
  });

  test.each([
    ['as estimated', 1_500],
    ['many fewer than estimated: the walk is given up', 3_000_000],
  ])('are found in the same order by a walk: %s', async (_name, matches) => {
    const found = async (estimate: MatchEstimate | undefined, direction: 'asc' | 'desc') => {
      const { client, db } = connection;
      const { find } = profileSearch(
        { client, db, profiles: profiles() },
        { numbersEnd, estimates: { of: () => estimate } },
      );
      const search = {
        organisationId: 1,
        terms: [surname('h')],
        includeTemporary: true,
        limit: 20,
        order: { by: 'customerNumber', direction },
      } as const;
      const first = await find(search, STORED_SUMMARY, AbortSignal.timeout(10_000));
      const customerNumber = first.at(-1)?.customerNumber ?? 0;
      const second = await find({ ...search, after: { customerNumber } }, STORED_SUMMARY, AbortSignal.timeout(10_000));
      return [...first, ...second].map((profile) => profile.customerNumber);
    };
    for (const direction of ['asc', 'desc'] as const) {
      const walked = await found({ matches, candidates: matches, narrowest: surname('h') }, direction);
      expect(walked).toHaveLength(40);
      expect(walked).toEqual(await found(undefined, direction));
    }
  });
});
