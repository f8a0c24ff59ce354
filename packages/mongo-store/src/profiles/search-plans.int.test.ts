import { randomUUID } from 'node:crypto';
import type { SearchKind, SearchTerm } from '@profiles/domain';
import type { Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MongoConnection, openMongo } from '../driver/connection.js';
import { collectionsOf } from '../schema/collections.js';
import { ensureIndexes } from '../schema/indexes.js';
import { searchPipeline } from './search.js';

const uri = process.env['MONGODB_URI'];

const TEXTS: Readonly<Record<SearchKind, string>> = {
  firstName: 'kari',
  surname: 'nordmann',
  email: 'kari@example.no',
  phone: '+4791234567',
  landline: '22334455',
  born: '1985-04-12',
  address: 'storgata',
  postCode: '0150',
  vipps: 'vipps-1',
  invoice: '974760673',
  ticketOwner: 'VY',
  ticketBearer: 'SJ',
  login: 'kari@example.no',
  dup: '1r6hm03',
};
const KINDS = Object.keys(TEXTS) as SearchKind[];
/** Names and addresses are asked for by the beginnings of their words; so may an email be. */
const BEGINNINGS: readonly SearchKind[] = ['firstName', 'surname', 'address'];
const termOf = (kind: SearchKind): SearchTerm => ({
  kind,
  text: TEXTS[kind],
  match: BEGINNINGS.includes(kind) ? 'prefix' : 'exact',
});

const SEARCHES: readonly [string, readonly SearchTerm[]][] = [
  ...KINDS.map((kind): [string, SearchTerm[]] => [kind, [termOf(kind)]]),
  ['the beginning of an email', [{ kind: 'email', text: 'kari', match: 'prefix' }]],
  ...(
    [
      ['surname', 'firstName'],
      ['surname', 'born'],
      ['email', 'surname'],
      ['phone', 'surname'],
      ['postCode', 'address'],
      ['firstName', 'born'],
      ['postCode', 'surname', 'firstName'],
    ] as const
  ).map((kinds): [string, SearchTerm[]] => [kinds.join(' and '), kinds.map(termOf)]),
];

/** How every part of a plan gets at its documents, rejected plans left out. */
function stagesOf(plan: unknown): string[] {
  if (typeof plan !== 'object' || plan === null) return [];
  if (Array.isArray(plan)) return plan.flatMap(stagesOf);
  const { stage, rejectedPlans: _rejected, ...others } = plan as Document;
  return [...(typeof stage === 'string' ? [stage] : []), ...Object.values(others).flatMap(stagesOf)];
}

function expectIndexed(plan: Document): void {
  const stages = stagesOf(plan);
  expect(stages, JSON.stringify(plan)).not.toContain('COLLSCAN');
  // A lookup by _id alone has a stage of its own on some versions.
  expect(
    stages.some((stage) => /^(IXSCAN|EXPRESS_IXSCAN|IDHACK|EXPRESS_CLUSTERED_IXSCAN)$/.test(stage)),
    JSON.stringify(plan),
  ).toBe(true);
}

describe.skipIf(uri === undefined)('no query reads a whole collection', () => {
  let connection: MongoConnection;
  const collections = () => collectionsOf(connection.db);

  beforeAll(async () => {
    connection = openMongo({ uri: uri ?? '', database: `plans_${randomUUID().slice(0, 8)}`, appName: 'tests' });
    await ensureIndexes(connection.db);
    // A planner may take a shortcut where there is nothing to plan for.
    await collections().profiles.insertMany(
      Array.from({ length: 50 }, (_, index) => ({
        _id: 1_000_000 + index,
        organisationId: 1 + (index % 2),
        uuid: String(index),
        uniqueKeys: [`ref:${index}`],
        terms: KINDS.map((kind) => `${kind}:${TEXTS[kind]}${index}`),
      })) as never,
    );
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  test.each(SEARCHES)('a search by %s', async (_name, terms) => {
    const search = { organisationId: 1, terms, includeTemporary: false, limit: 20 };
    expectIndexed(await collections().profiles.aggregate(searchPipeline(search)).explain('queryPlanner'));
  });

  test.each(['asc', 'desc'] as const)('a search sorted by surname, %s, from a place on', async (direction) => {
    const pipeline = searchPipeline({
      organisationId: 1,
      terms: [termOf('surname'), termOf('firstName')],
      includeTemporary: true,
      limit: 20,
      order: { by: 'surname', direction },
      after: { customerNumber: 1_000_001, key: 'nordmann' },
    });
    expectIndexed(await collections().profiles.aggregate(pipeline).explain('queryPlanner'));
  });

  test('a stretch of the walk by number', async () => {
    for (const sign of [1, -1] as const) {
      const stages = [
        { $match: { organisationId: 1, _id: { $gt: 1_000_000, $lte: 1_000_020 } } },
        { $match: { $and: [{ terms: { $elemMatch: { $gte: 'surname:n', $lt: 'surname:o' } } }] } },
        { $sort: { _id: sign } },
        { $limit: 20 },
      ];
      expectIndexed(await collections().profiles.aggregate(stages).explain('queryPlanner'));
    }
  });

  test.each<[string, Document]>([
    ['byCustomerNumber', { _id: 1_000_000 }],
    ['byCustomerNumbers', { _id: { $in: [1_000_000, 1_000_001] } }],
    ['byUuid', { uuid: '1' }],
    ['byCustomerNumber, within an organisation', { _id: 1_000_000, organisationId: 1 }],
    ['byCustomerNumbers, within an organisation', { _id: { $in: [1_000_000, 1_000_001] }, organisationId: 1 }],
    ['byUuid, within an organisation', { uuid: '1', organisationId: 1 }],
    ['byCustomerRef', { organisationId: 1, uniqueKeys: 'ref:1' }],
    ['byCustomerRefs', { organisationId: 1, uniqueKeys: { $in: ['ref:1', 'ref:3'] } }],
    ['byLogin', { organisationId: 1, terms: 'login:kari@example.no' }],
    ['survivorOf, its first stage', { relatedCustomerNumbers: 1_000_000 }],
    ['survivorsOf, its first stage', { relatedCustomerNumbers: { $in: [1_000_000, 1_000_001] } }],
    ['the write', { organisationId: 1, _id: 1_000_000, revision: 1, lastSignInAt: null }],
  ])('%s', async (_name, filter) => {
    expectIndexed(await collections().profiles.find(filter).explain('queryPlanner'));
  });

  test('several uuids at once, within an organisation and of any', async () => {
    for (const within of [{ organisationId: 1 }, {}]) {
      const stages = [{ $match: { uuid: { $in: ['1', '2'] } } }, { $match: within }];
      expectIndexed(await collections().profiles.aggregate(stages).explain('queryPlanner'));
    }
  });

  test('cards by number, by number and operator, and by customer', async () => {
    const { ecards } = collections();
    expectIndexed(await ecards.find({ ecardNumber: 1, current: true }).explain('queryPlanner'));
    expectIndexed(await ecards.find({ ecardNumber: { $in: [1, 2] }, current: true }).explain('queryPlanner'));
    expectIndexed(await ecards.find({ ecardNumber: 1, ecardOperator: '57803', current: true }).explain('queryPlanner'));
    expectIndexed(await ecards.find({ customerNumber: 1 }).sort({ createdAt: 1, _id: 1 }).explain('queryPlanner'));
  });

  test('preference definitions by id and by organisation', async () => {
    const { preferenceDefinitions } = collections();
    expectIndexed(await preferenceDefinitions.find({ _id: { $in: [1, 2] } }).explain('queryPlanner'));
    expectIndexed(await preferenceDefinitions.find({ organisationId: 1 }).sort({ _id: 1 }).explain('queryPlanner'));
  });

  test('the outbox: what waits, and the rows of a customer', async () => {
    const { outbox } = collections();
    const oldestFirst = { occurredAt: 1, customerNumber: 1, revision: 1 } as const;
    const waiting = outbox.find({ partition: { $in: [0, 1, 2] }, pending: true });
    expectIndexed(await waiting.sort(oldestFirst).limit(100).explain('queryPlanner'));
    expectIndexed(await outbox.find({ customerNumber: { $in: [1, 2] } }).explain('queryPlanner'));
  });
});
