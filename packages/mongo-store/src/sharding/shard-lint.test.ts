import { describe, expect, test } from 'vitest';
import { collectionsOf } from '../schema/collections.js';
import { OBSOLETE_INDEXES } from '../schema/obsolete-indexes.js';
import { ShardLinter } from './shard-lint.js';
import { SHARD_MAP } from './shard-map.js';
import { applyShardPlan, NotShardableError, shardPlan } from './shard-plan.js';

function findingsOf(...commands: readonly (readonly [name: string, command: object])[]) {
  const linter = new ShardLinter();
  for (const [name, command] of commands) linter.take(name, command);
  return linter.findings.map(({ problem, shape }) => `${problem}: ${shape}`);
}

const inTransaction = { autocommit: false, txnNumber: 1n, lsid: { id: Buffer.from('s') } };

describe('the shard linter finds', () => {
  test('a statement that is planted to ask every shard', () => {
    expect(findingsOf(['find', { find: 'profiles', filter: { uniqueKeys: 'email:kari@example.no' } }])).toEqual([
      'scatter: find profiles {uniqueKeys}',
    ]);
  });

  test('a filter that names several organisations', () => {
    const filter = { organisationId: { $in: [1, 2] }, uniqueKeys: 'x' };
    expect(findingsOf(['find', { find: 'profiles', filter }])).toEqual([
      'scatter: find profiles {organisationId, uniqueKeys}',
    ]);
  });

  test('an organisation that stands in a later stage of a pipeline', () => {
    const pipeline = [{ $match: { terms: 'x' } }, { $sort: { _id: 1 } }, { $match: { organisationId: 1 } }];
    expect(findingsOf(['aggregate', { aggregate: 'profiles', pipeline }])).toEqual([
      'scatter: aggregate profiles {terms}',
    ]);
  });

  test('a document that no shard can hold', () => {
    expect(findingsOf(['insert', { insert: 'outbox', documents: [{ _id: 'a' }] }])).toEqual([
      'no organisation: insert outbox',
    ]);
    const replacement = { q: { organisationId: 1, _id: 'a' }, u: { members: [] }, upsert: true };
    expect(findingsOf(['update', { update: 'duplicatePairs', updates: [replacement] }])).toEqual([
      'no organisation: update duplicatePairs {_id, organisationId}',
    ]);
  });

  test('a transaction of two organisations, and one of a sharded and an unsharded collection', () => {
    const write = (collection: string, organisationId: number) =>
      ['insert', { insert: collection, documents: [{ organisationId }], ...inTransaction }] as const;
    expect(findingsOf(write('profiles', 1), write('outbox', 2))).toEqual(['two shards: several organisations']);
    expect(findingsOf(write('profiles', 1), write('counters', 1))).toEqual(['two shards: counters']);
    expect(findingsOf(write('profiles', 1), write('outbox', 1))).toEqual([]);
  });

  test('an upsert in a transaction, which can break a unique index (CVE-2025-10060)', () => {
    const updates = [{ q: { organisationId: 1, _id: 1 }, u: { $set: { a: 1 } }, upsert: true }];
    const problem = 'upsert in a transaction: update credentials {_id, organisationId}';
    expect(findingsOf(['update', { update: 'credentials', updates, ...inTransaction }])).toEqual([problem]);
    expect(findingsOf(['update', { update: 'credentials', updates }])).toEqual([]);
    const bulk = {
      ops: [{ update: 0, filter: updates[0]?.q, updateMods: { $set: { a: 1 } }, upsert: true }],
      nsInfo: [{ ns: 'db.credentials' }],
    };
    expect(findingsOf(['bulkWrite', { bulkWrite: 1, ...bulk, ...inTransaction }])).toEqual([problem]);
  });

  test('a collection that the map does not know', () => {
    expect(findingsOf(['find', { find: 'more', filter: {} }])).toEqual(['unknown collection: more']);
  });
});

describe('the plan for a sharded cluster', () => {
  test('the map has every collection of the store', () => {
    const collections = Object.keys(collectionsOf({ collection: () => undefined } as never));
    expect(Object.keys(SHARD_MAP)).toEqual(expect.arrayContaining(collections));
  });

  test('divides every sharded collection by organisation, after its zones', () => {
    const zones = [{ shard: 'shard01', first: 1, last: 40 }];
    const commands = shardPlan('db', zones).map(({ command }) => command);
    const sharded = Object.entries(SHARD_MAP).flatMap(([name, { sharded }]) => (sharded ? [`db.${name}`] : []));
    expect(commands.flatMap((command) => command['shardCollection'] ?? [])).toEqual(sharded);
    expect(commands.flatMap((command) => command['updateZoneKeyRange'] ?? [])).toEqual(sharded);
    expect(commands.findLastIndex((command) => command['updateZoneKeyRange'])).toBeLessThan(
      commands.findIndex((command) => command['shardCollection']),
    );
    expect(commands).toContainEqual({ addShardToZone: 'shard01', zone: 'shard01' });
    // An index of the earlier version that is unique and does not begin with the organisation.
    expect(OBSOLETE_INDEXES).toContainEqual({ collection: 'outbox', keys: { customerNumber: 1, revision: 1 } });
  });

  test('is applied to a mongos only', async () => {
    const db = { command: async () => ({ setName: 'rs' }) };
    const applied = applyShardPlan({ db } as never, { commands: shardPlan('db'), onDone: () => {} });
    await expect(applied).rejects.toThrow(NotShardableError);
  });
});
