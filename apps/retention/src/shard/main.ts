/** `npm run shard`: prints, or runs, what a sharded cluster needs for this database. */
import { parseArgs } from 'node:util';
import { applyShardPlan, NotShardableError, openMongo, shardPlan } from '@profiles/mongo-store';
import { reportFailedCommand } from '@profiles/service-kit';
import { configFrom } from '../env.js';
import { InvalidZoneError, zonesFrom } from './zones.js';

const USAGE = `npm run shard -- --plan                    prints the commands and changes nothing
npm run shard -- --apply                   runs them; MONGODB_URI names a mongos, with a user who may administer the cluster

  --zone <shard>=<first>-<last>            organisations of a shard; repeatable`;

/** Without zones the collections are balanced one by one. */
const NO_ZONES =
  '// Without --zone the balancer places each collection by itself: the documents of an organisation can be on several\n' +
  '// shards, and a commit is then agreed on by all of them. Give every organisation a zone.';

try {
  const { values } = parseArgs({
    options: {
      plan: { type: 'boolean', default: false },
      apply: { type: 'boolean', default: false },
      zone: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.plan === values.apply) throw new InvalidZoneError(USAGE);
  const zones = zonesFrom(values.zone);
  const database = process.env['MONGODB_DATABASE'] ?? 'customer_profiles';
  if (values.plan) printPlan(database, zones);
  else await apply(zones);
} catch (error) {
  reportFailedCommand(error, [InvalidZoneError, NotShardableError]);
}

/** Prints the plan as lines for `mongosh`. */
function printPlan(database: string, zones: ReturnType<typeof zonesFrom>): void {
  if (zones.length === 0) console.log(NO_ZONES);
  let reason = '';
  for (const one of shardPlan(database, zones)) {
    if (one.reason !== reason) console.log(`// ${one.reason}`);
    ({ reason } = one);
    console.log(`db.getSiblingDB('${one.database}').runCommand(${JSON.stringify(one.command)})`);
  }
}

async function apply(zones: ReturnType<typeof zonesFrom>): Promise<void> {
  const mongo = openMongo({ ...configFrom(process.env).mongo, appName: 'shard' });
  try {
    const commands = shardPlan(mongo.db.databaseName, zones);
    await applyShardPlan(mongo, { commands, onDone: ({ command }) => console.log(JSON.stringify(command)) });
    console.log(`${commands.length} commands done.`);
  } finally {
    await mongo.close();
  }
}
